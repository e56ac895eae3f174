import dev.lectern.readers.file.AsciiDocFormat;
import dev.lectern.readers.file.CsvFormat;
import dev.lectern.readers.file.FileReaderProvider;
import dev.lectern.readers.file.GzipFormat;
import dev.lectern.readers.file.HtmlFormat;
import dev.lectern.readers.file.JsonFormat;
import dev.lectern.readers.file.LatexFormat;
import dev.lectern.readers.file.MailFormat;
import dev.lectern.readers.file.MarkdownFormat;
import dev.lectern.readers.file.MboxFormat;
import dev.lectern.readers.file.NotebookFormat;
import dev.lectern.readers.file.OrgFormat;
import dev.lectern.readers.file.PdfFormat;
import dev.lectern.readers.file.PlainTextFormat;
import dev.lectern.readers.file.ReStructuredTextFormat;
import dev.lectern.readers.file.SourceCodeFormat;
import dev.lectern.readers.file.SubtitleFormat;
import dev.lectern.readers.file.TarFormat;
import dev.lectern.readers.file.XmlFormat;
import dev.lectern.readers.file.ZipFormat;
import dev.lectern.spi.FileFormatProvider;
import dev.lectern.spi.ReaderProvider;

/** Reads folders and files, and has the formats that need no large library. */
module dev.lectern.readers.file {
    requires transitive dev.lectern.core;
    requires com.github.albfernandez.juniversalchardet;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.google.common;
    // For PDFBox, which names no modules itself: geometry of fonts and pages.
    requires java.desktop;
    requires org.apache.fontbox;
    requires org.apache.pdfbox;
    requires org.apache.pdfbox.io;
    requires org.commonmark;
    requires static org.jspecify;
    requires org.jsoup;
    requires org.slf4j;

    exports dev.lectern.readers.file;

    provides FileFormatProvider with
            AsciiDocFormat,
            CsvFormat,
            GzipFormat,
            HtmlFormat,
            JsonFormat,
            LatexFormat,
            MailFormat,
            MarkdownFormat,
            MboxFormat,
            NotebookFormat,
            OrgFormat,
            PdfFormat,
            PlainTextFormat,
            ReStructuredTextFormat,
            SourceCodeFormat,
            SubtitleFormat,
            TarFormat,
            XmlFormat,
            ZipFormat;
    provides ReaderProvider with
            FileReaderProvider;
}
