package dev.lectern.format;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Section;
import dev.lectern.document.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes a table as text: a line per row, cells apart by {@code " | "}, in groups that each begin with the header.
 *
 * <p>A group is a paragraph and a section, so a splitter cuts between groups and each piece says what its columns are. Rows without any
 * text are left out; line ends within cells become spaces. The first row with text is the header where it has two cells or more and all
 * of them are words.
 *
 * <p>One thread at a time.
 */
public final class TableText {

    /** Rows that one screen shows, and that with their header fit into a node of the default size. */
    private static final int GROUP_ROWS = 20;

    /** Rows of long cells make smaller groups. */
    private static final int GROUP_CHARS = 1_200;

    /** Rows of a group make at least this part of its header, lest a header of some MB be repeated for each few of them. */
    private static final int HEADER_SHARE = 4;

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private static final Pattern NUMBER = Pattern.compile("[-+]?[\\d.,%\\s]+");

    private final StringBuilder text;
    private final List<Section> sections;
    private final Metadata facts;
    private String header = "";
    private boolean started;
    private int groupStart = -1;
    private int groupRows;
    private long firstRow;
    private long lastRow;

    /**
     * Starts a table at the end of a text.
     *
     * @param text gets the rows
     * @param sections gets a section per group
     * @param facts hold for all groups, such as {@link MetadataKeys#SHEET}
     */
    public TableText(StringBuilder text, List<Section> sections, Metadata facts) {
        this.text = text;
        this.sections = sections;
        this.facts = facts;
    }

    /**
     * Adds a row.
     *
     * @param number as its program counts rows, from 1; ascending
     */
    public void row(long number, List<String> cells) {
        String line = lineOf(cells);
        if (line.isBlank()) {
            return;
        }
        boolean first = !started;
        started = true;
        if (first && isHeader(cells)) {
            header = line;
        }
        if (isGroupFull()) {
            endGroup();
        }
        if (groupStart < 0) {
            beginGroup(number, first);
        }
        text.append(line).append('\n');
        groupRows++;
        lastRow = number;
    }

    private boolean isGroupFull() {
        int chars = text.length() - groupStart;
        boolean full = groupRows >= GROUP_ROWS || chars > GROUP_CHARS;
        return groupStart >= 0 && full && chars >= header.length() + header.length() / HEADER_SHARE;
    }

    /** Ends the table. */
    public void end() {
        endGroup();
    }

    private void beginGroup(long number, boolean first) {
        if (text.length() > 0) {
            text.append(text.charAt(text.length() - 1) == '\n' ? "\n" : "\n\n");
        }
        groupStart = text.length();
        groupRows = 0;
        firstRow = number;
        if (!first && !header.isEmpty()) {
            text.append(header).append('\n');
        }
    }

    private void endGroup() {
        if (groupStart >= 0) {
            String rows = firstRow == lastRow ? String.valueOf(firstRow) : firstRow + "-" + lastRow;
            sections.add(new Section(
                    new Span(groupStart, text.length()),
                    facts.toBuilder().set(MetadataKeys.ROWS, rows).build()));
            groupStart = -1;
        }
    }

    private static String lineOf(List<String> cells) {
        List<String> clean = new ArrayList<>(cells.size());
        for (String cell : cells) {
            clean.add(SPACES.matcher(cell.strip()).replaceAll(" "));
        }
        int end = clean.size();
        while (end > 0 && clean.get(end - 1).isEmpty()) {
            end--;
        }
        return String.join(" | ", clean.subList(0, end));
    }

    private static boolean isHeader(List<String> cells) {
        long filled = cells.stream().filter(cell -> !cell.isBlank()).count();
        return filled >= 2
                && filled * 2 > cells.size()
                && cells.stream().noneMatch(cell -> NUMBER.matcher(cell.strip()).matches());
    }
}
