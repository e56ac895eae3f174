package dev.lectern.readers.file;

import dev.lectern.document.Metadata;
import dev.lectern.document.Section;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.TableText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads tables in text: a line per row, in groups that each begin with the header.
 *
 * <p>What parts the columns is found out: comma, semicolon, tab or bar, see {@link CsvDialect}. Row numbers count records, not lines.
 */
public final class CsvFormat extends BuiltInFormat {

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public CsvFormat() {
        super(
                "csv",
                "Reads CSV and TSV with any usual separator, with the header repeated above each group of rows.",
                FileType.of("text/csv", "csv"),
                FileType.of("text/tab-separated-values", "tsv", "tab"));
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException {
        DecodedText decoded = TextDecoder.decode(input);
        CsvRows rows = new CsvRows(decoded.text(), CsvDialect.separatorOf(decoded.text()));
        StringBuilder text = new StringBuilder();
        List<Section> sections = new ArrayList<>();
        TableText table = new TableText(text, sections, Metadata.empty());
        long number = 0;
        for (List<String> row = rows.next(); !row.isEmpty(); row = rows.next()) {
            table.row(++number, row);
        }
        table.end();
        sink.document(new FileContent(text.toString(), decoded.metadata().build(), sections));
    }
}
