package dev.lectern.readers.file;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.Outline;
import java.io.IOException;

/** Text with marks of its own, read as it stands, so that spans are spans of the file; its headings become sections. */
abstract class HeadedText extends BuiltInFormat {

    HeadedText(String name, String description, FileType... types) {
        super(name, description, types);
    }

    /** Adds the headings of a text, in order. */
    abstract void outline(String text, Outline outline);

    @Override
    public final void read(FileInput input, FileSink sink) throws IOException {
        DecodedText decoded = TextDecoder.decode(input);
        Outline outline = new Outline();
        outline(decoded.text(), outline);
        Metadata.Builder metadata = decoded.metadata();
        if (!outline.firstTitle().isEmpty()) {
            metadata.set(MetadataKeys.TITLE, outline.firstTitle());
        }
        sink.document(new FileContent(
                decoded.text(),
                metadata.build(),
                outline.sections(decoded.text().length())));
    }
}
