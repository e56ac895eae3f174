import dev.lectern.readers.file.FileReaderProvider;
import dev.lectern.spi.ReaderProvider;

/** Reads folders and files: plain text, Markdown, HTML and PDF. */
module dev.lectern.readers.file {
    requires transitive dev.lectern.core;
    requires com.github.albfernandez.juniversalchardet;
    requires com.google.common;
    // For PDFBox, which names no modules itself: geometry of fonts and pages.
    requires java.desktop;
    requires org.apache.fontbox;
    requires org.apache.pdfbox;
    requires org.apache.pdfbox.io;
    requires org.apache.tika.core;
    requires org.commonmark;
    requires static org.jspecify;
    requires org.jsoup;
    requires org.slf4j;

    exports dev.lectern.readers.file;

    provides ReaderProvider with
            FileReaderProvider;
}
