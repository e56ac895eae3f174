package dev.lectern.readers.file;

import dev.lectern.document.Metadata;
import dev.lectern.document.Section;
import dev.lectern.document.Span;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the spoken text of subtitles, without numbers, times and marks. Each minute is a section with its start under {@code time}.
 *
 * @see <a href="https://www.w3.org/TR/webvtt1/">WebVTT</a>
 */
public final class SubtitleFormat extends BuiltInFormat {

    private static final Pattern TIMES = Pattern.compile(
            "((?:\\d{1,3}:)?\\d{1,2}:\\d{2})[.,]\\d{1,3}\\s*-->\\s*(?:\\d{1,3}:)?\\d{1,2}:\\d{2}[.,]\\d{1,3}.*");

    private static final Pattern MARKS = Pattern.compile("<[^<>\\n]{1,200}>|\\{\\\\[^{}\\n]{1,200}\\}");

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public SubtitleFormat() {
        super(
                "subtitles",
                "Reads the spoken text of subtitles, a section per minute.",
                FileType.of("application/x-subrip", "srt"),
                FileType.of("text/vtt", "vtt"));
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException {
        DecodedText decoded = TextDecoder.decode(input.bytes());
        StringBuilder text = new StringBuilder();
        List<Section> sections = new ArrayList<>();
        String minute = "";
        String start = "";
        int from = 0;
        boolean spoken = false;
        for (String line : decoded.text().split("\\R", -1)) {
            Matcher times = TIMES.matcher(line.strip());
            if (times.matches()) {
                spoken = true;
                String now = times.group(1);
                if (!now.substring(0, now.length() - 3).equals(minute)) {
                    endSection(sections, from, text.length(), start);
                    from = text.length();
                    start = now;
                    minute = now.substring(0, now.length() - 3);
                }
            } else if (line.isBlank()) {
                spoken = false;
            } else if (spoken) {
                text.append(MARKS.matcher(line).replaceAll("").strip()).append('\n');
            }
        }
        endSection(sections, from, text.length(), start);
        sink.document(new FileContent(text.toString(), decoded.metadata().build(), sections));
    }

    private static void endSection(List<Section> sections, int from, int to, String start) {
        if (to > from && !start.isEmpty()) {
            sections.add(new Section(new Span(from, to), Metadata.of("time", start)));
        }
    }
}
