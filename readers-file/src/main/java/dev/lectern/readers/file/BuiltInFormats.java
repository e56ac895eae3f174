package dev.lectern.readers.file;

import dev.lectern.spi.Provider;

/** The formats of this module, for readers that look for no others. Stateless. */
final class BuiltInFormats {

    private BuiltInFormats() {}

    static Provider<?>[] providers() {
        return new Provider<?>[] {
            new AsciiDocFormat(),
            new CsvFormat(),
            new GzipFormat(),
            new HtmlFormat(),
            new JsonFormat(),
            new LatexFormat(),
            new MailFormat(),
            new MarkdownFormat(),
            new MboxFormat(),
            new NotebookFormat(),
            new OrgFormat(),
            new PdfFormat(),
            new PlainTextFormat(),
            new ReStructuredTextFormat(),
            new SourceCodeFormat(),
            new SubtitleFormat(),
            new TarFormat(),
            new XmlFormat(),
            new ZipFormat(),
        };
    }
}
