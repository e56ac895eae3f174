package dev.lectern.readers.file;

import dev.lectern.format.FileFormat;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import java.io.IOException;
import java.util.List;

/** Reads text of types that no format takes, as it stands. Stateless. */
final class OtherText implements FileFormat {

    @Override
    public List<FileType> types() {
        return List.of(FileType.of(FileTypes.PLAIN));
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException {
        PlainTextFormat.readSyntax(input, sink);
    }
}
