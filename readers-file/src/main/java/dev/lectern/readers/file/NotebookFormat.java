package dev.lectern.readers.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Section;
import dev.lectern.document.Span;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.Outline;
import dev.lectern.format.UnreadableFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Jupyter notebooks: Markdown as it stands, code in fences, the text that code printed after it.
 *
 * <p>Each cell is a section with its number, headings of Markdown cells are sections too. Pictures and rich output stay out.
 *
 * @see <a href="https://nbformat.readthedocs.io/en/latest/format_description.html">nbformat 4</a>
 */
public final class NotebookFormat extends BuiltInFormat {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern HEADING = Pattern.compile("^(#{1,6})[ \\t]+(\\S.*)$", Pattern.MULTILINE);

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public NotebookFormat() {
        super(
                "notebook",
                "Reads Jupyter notebooks cell by cell: Markdown, code, and what the code printed.",
                FileType.of("application/x-ipynb+json", "ipynb"));
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException, UnreadableFileException {
        JsonNode root = JSON.readTree(TextDecoder.decode(input).text());
        JsonNode cells = root.has("cells")
                ? root.path("cells")
                : root.path("worksheets").path(0).path("cells");
        if (!cells.isArray()) {
            throw new UnreadableFileException("damaged: it has no list of cells as notebooks have. Save it anew.");
        }
        String language = root.path("metadata")
                .path("kernelspec")
                .path("language")
                .asText(root.path("metadata").path("language_info").path("name").asText(""));
        StringBuilder text = new StringBuilder();
        List<Section> sections = new ArrayList<>();
        Outline outline = new Outline();
        int number = 0;
        for (JsonNode cell : cells) {
            number++;
            int start = text.length() + (text.length() == 0 ? 0 : 2);
            String body = bodyOf(cell, language);
            if (body.isBlank()) {
                continue;
            }
            text.append(text.length() == 0 ? "" : "\n\n").append(body);
            if (cell.path("cell_type").asText().equals("markdown")) {
                Matcher heading = HEADING.matcher(body);
                while (heading.find()) {
                    outline.add(heading.group(1).length(), heading.group(2), start + heading.start());
                }
            }
            sections.add(new Section(new Span(start, text.length()), Metadata.of("cell", number)));
        }
        sections.addAll(outline.sections(text.length()));
        Metadata.Builder metadata = Metadata.builder();
        if (!outline.firstTitle().isEmpty()) {
            metadata.set(MetadataKeys.TITLE, outline.firstTitle());
        }
        if (!language.isEmpty()) {
            metadata.set(MetadataKeys.CODE_LANGUAGE, language);
        }
        sink.document(new FileContent(text.toString(), metadata.build(), sections));
    }

    private static String bodyOf(JsonNode cell, String language) {
        String source = joined(cell.has("source") ? cell.path("source") : cell.path("input"))
                .stripTrailing();
        if (!cell.path("cell_type").asText().equals("code")) {
            return source;
        }
        StringBuilder body = new StringBuilder();
        if (!source.isBlank()) {
            body.append("```").append(language).append('\n').append(source).append("\n```");
        }
        for (JsonNode output : cell.path("outputs")) {
            String printed = joined(
                    output.has("text")
                            ? output.path("text")
                            : output.path("data").path("text/plain"));
            String shown = printed.isBlank() ? output.path("evalue").asText("") : printed.stripTrailing();
            if (!shown.isBlank()) {
                body.append(body.length() == 0 ? "" : "\n\n").append(shown);
            }
        }
        return body.toString();
    }

    /** Text stands as one string or as a list of lines. */
    private static String joined(JsonNode lines) {
        if (lines.isTextual()) {
            return lines.asText();
        }
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.asText()));
        return text.toString();
    }
}
