package dev.lectern.readers.office;

import dev.lectern.format.FileType;

/** Reads PowerPoint presentations, old and new: each slide is a section with its number, its notes follow it. */
public final class SlidesFormat extends OfficeFormat {

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public SlidesFormat() {
        super(
                "slides",
                "Reads PowerPoint presentations slide by slide, with notes and comments.",
                FileType.of("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
                FileType.of("application/vnd.openxmlformats-officedocument.presentationml.slideshow", "ppsx"),
                FileType.of("application/vnd.openxmlformats-officedocument.presentationml.template", "potx"),
                FileType.of("application/vnd.ms-powerpoint.presentation.macroenabled.12", "pptm"),
                FileType.of("application/vnd.ms-powerpoint.template.macroenabled.12", "potm"),
                FileType.of("application/vnd.ms-powerpoint.slideshow.macroenabled.12", "ppsm"),
                FileType.of("application/vnd.ms-powerpoint", "ppt", "pps", "pot"));
    }
}
