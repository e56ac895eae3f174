package dev.lectern.readers.file;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.Outline;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.Parser;

/**
 * Reads Markdown as it is, so that spans are spans of the file's text; headings become sections, front matter becomes metadata.
 *
 * <p>The title is that of the front matter, else the first heading. What is a heading says a CommonMark parser; a {@code #} within
 * fenced code is none.
 *
 * @see <a href="https://spec.commonmark.org/0.31.2/">CommonMark 0.31.2</a>
 */
public final class MarkdownFormat extends BuiltInFormat {

    /**
     * The parser's tree takes some twenty times the text, which a heap of 512 MiB holds. A file of nothing but marks takes more; it
     * becomes a failure where memory does not suffice.
     */
    private static final long DEFAULT_MAX_BYTES = 8L << 20;

    /** Deeper nesting is no writing but an attack; it is then read as text of the innermost block. */
    private static final int MAX_NESTING = 100;

    /** A title is cut to 200 chars; more of a heading is not parsed for it. */
    private static final int MAX_HEADING_CHARS = 2_000;

    private static final Parser INLINES =
            Parser.builder().maxInlineNesting(MAX_NESTING).build();

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public MarkdownFormat() {
        super(
                "markdown",
                "Reads Markdown as it stands, with headings as sections and front matter as metadata.",
                FileType.of(FileTypes.MARKDOWN, "md", "markdown", "mdown", "mkd", "mdx", "qmd", "rmd"));
    }

    @Override
    public long defaultMaxBytes() {
        return DEFAULT_MAX_BYTES;
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException {
        DecodedText decoded = TextDecoder.decode(input);
        String text = decoded.text();
        FrontMatter front = FrontMatter.of(text);
        Outline outline = outline(text, front.end());

        Metadata.Builder metadata = decoded.metadata();
        metadata.setIfPresent(MetadataKeys.TITLE, Optional.of(outline.firstTitle()));
        front.addTo(metadata);
        sink.document(new FileContent(text, metadata.build(), outline.sections(text.length())));
    }

    private static Outline outline(String text, int from) {
        Map<Node, String> sources = new HashMap<>();
        // Only the headings' inlines are of interest: the rest stays unparsed, which saves most of the time and memory.
        InlineParser keepHeadings = (lines, node) -> {
            if (node instanceof Heading) {
                sources.put(node, lines.getContent());
            }
        };
        Node root = Parser.builder()
                .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .maxOpenBlockParsers(MAX_NESTING)
                .inlineParserFactory(context -> keepHeadings)
                .build()
                .parse(text.substring(from));
        Outline outline = new Outline();
        root.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                SourceSpan start = heading.getSourceSpans().get(0);
                outline.add(
                        heading.getLevel(),
                        plain(sources.getOrDefault(heading, "")),
                        lineStart(text, from + start.getInputIndex()));
            }
        });
        return outline;
    }

    private static int lineStart(String text, int at) {
        return text.lastIndexOf('\n', at - 1) + 1;
    }

    /** Returns the text of a heading without its marks for emphasis, code and links. */
    private static String plain(String inlines) {
        StringBuilder plain = new StringBuilder();
        String start = inlines.substring(0, Math.min(MAX_HEADING_CHARS, inlines.length()));
        INLINES.parse(start).accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                plain.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                plain.append(code.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak lineBreak) {
                plain.append(' ');
            }

            @Override
            public void visit(HardLineBreak lineBreak) {
                plain.append(' ');
            }
        });
        return plain.toString();
    }
}
