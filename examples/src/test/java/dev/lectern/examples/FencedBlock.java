package dev.lectern.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a Markdown page, with what the comments right above it say of it.
 *
 * @param page the page, relative to the top of the project
 * @param line the line of the opening fence, counted from 1
 * @param language the word after the fence, may be empty
 * @param marks the comments {@code <!-- name: value -->} that stand right above it, by name
 * @param text the lines between the fences
 */
record FencedBlock(String page, int line, String language, Map<String, String> marks, String text) {

    private static final Pattern MARK = Pattern.compile("<!--\\s*(source|given):\\s*(.+?)\\s*-->");

    /** Returns the blocks of a page in order. */
    static List<FencedBlock> of(Path file) throws IOException {
        String page = Project.root().relativize(file).toString();
        List<FencedBlock> blocks = new ArrayList<>();
        Map<String, String> marks = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            Matcher mark = MARK.matcher(line);
            if (mark.matches()) {
                marks.put(mark.group(1), mark.group(2));
            } else if (line.startsWith("```")) {
                int end = endOf(lines, i);
                String text = String.join("\n", lines.subList(i + 1, end)) + "\n";
                blocks.add(new FencedBlock(page, i + 1, line.substring(3).strip(), Map.copyOf(marks), text));
                marks.clear();
                i = end;
            } else if (!line.isEmpty()) {
                marks.clear();
            }
        }
        return List.copyOf(blocks);
    }

    private static int endOf(List<String> lines, int start) {
        for (int i = start + 1; i < lines.size(); i++) {
            if (lines.get(i).strip().equals("```")) {
                return i;
            }
        }
        throw new IllegalArgumentException("a fenced block must be closed, got: an open one at line " + (start + 1));
    }

    /** Returns page and line, as the name of a test. */
    @Override
    public String toString() {
        return page + ":" + line + " " + language;
    }
}
