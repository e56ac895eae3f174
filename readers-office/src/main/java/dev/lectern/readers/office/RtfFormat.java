package dev.lectern.readers.office;

import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.UnreadableFileException;
import java.io.IOException;

/** Reads RTF in any of its charsets. */
public final class RtfFormat extends OfficeFormat {

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public RtfFormat() {
        super(
                "rtf",
                "Reads RTF, the text that many programs exchange.",
                FileType.of("application/rtf", "rtf"),
                FileType.of("text/rtf"));
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException, UnreadableFileException {
        byte[] marked = RtfBeginning.marked(input.bytes());
        try (FileInput whole = FileInput.of(input.name(), marked).withPassword(input.password())) {
            OfficeParse.read(whole, sink);
        }
    }
}
