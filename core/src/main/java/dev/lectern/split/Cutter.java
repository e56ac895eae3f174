package dev.lectern.split;

import dev.lectern.document.Document;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.document.Section;
import dev.lectern.document.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The cutting of one document into nodes, from start to end: each node is as large as the best kind of cut allows.
 *
 * <p>Both splitters cut with it; without sentence ends it goes by words. One thread at a time.
 */
final class Cutter {

    private final Document document;
    private final String text;
    private final NodeSize size;
    private final Ruler ruler;
    private final Graphemes graphemes;
    private final int[] sentenceEnds;
    private final int[] sectionStarts;
    private final int[] headingStarts;

    /**
     * Makes a cutter.
     *
     * @param sentenceEnds places where a sentence ends, ascending, or none
     */
    Cutter(Document document, NodeSize size, int[] sentenceEnds) {
        this.document = document;
        this.text = document.text();
        this.size = size;
        this.ruler = size.rulers().apply(text);
        this.graphemes = new Graphemes(text);
        this.sentenceEnds = sentenceEnds;
        this.sectionStarts = starts(section -> endsSentence(section.span().start()));
        this.headingStarts =
                starts(section -> section.metadata().get(MetadataKeys.HEADING).isPresent());
    }

    List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        NodeMetadata metadata = new NodeMetadata(document);
        int start = visibleFrom(0);
        int covered = start;
        while (covered < text.length()) {
            int end = end(start, covered);
            if (end < 0) {
                start = requireProgress(start, covered);
                continue;
            }
            Span span = new Span(start, visibleBefore(end, start));
            nodes.add(Node.of(document.id(), nodes.size(), span, span.of(text), metadata.of(span)));
            covered = visibleFrom(end);
            start = overlapStart(span, covered);
        }
        return List.copyOf(nodes);
    }

    /** Gives up the overlap when nothing new fits behind it; without one, a single grapheme is too large. */
    private int requireProgress(int start, int covered) {
        if (start < covered) {
            return covered;
        }
        throw new SplitException(
                document.id(),
                "Could not split document " + document.id() + ": the character at " + start
                        + " alone is larger than the limit of " + size.max() + " " + size.unit()
                        + ". Raise the limit.",
                null);
    }

    /** Returns where the node from {@code start} ends, beyond {@code covered}; -1 if nothing new fits. */
    private int end(int start, int covered) {
        for (int budget = size.max(); budget > 0; ) {
            int limit = ruler.reach(start, budget);
            int end = limit == text.length() ? limit : lastCut(start, covered, limit);
            if (end < 0) {
                break;
            }
            int excess = excess(start, end);
            if (excess <= 0) {
                return end;
            }
            budget -= excess;
        }
        return start == covered ? endOfFirstGrapheme(start) : -1;
    }

    /** The last resort: a piece can have other tokens alone than as a part of the text, so that only the first grapheme fits. */
    private int endOfFirstGrapheme(int start) {
        int end = graphemes.atOrAfter(start + 1, start);
        return ruler.sizeAlone(start, end) <= size.max() ? end : -1;
    }

    /** Returns by how much a piece is too large when it stands alone. */
    private int excess(int start, int end) {
        boolean atSpaces = isWordEdge(start, start) && isWordEdge(end, start);
        return atSpaces && ruler.isExactAtSpaces() ? 0 : ruler.sizeAlone(start, visibleBefore(end, start)) - size.max();
    }

    private int lastCut(int start, int covered, int limit) {
        int section = atOrBefore(sectionStarts, limit);
        if (section > covered && section - start >= (limit - start) / 2) {
            return section;
        }
        int sentence = atOrBefore(sentenceEnds, limit);
        if (sentence > covered) {
            return sentence;
        }
        int word = limit;
        while (word > covered && !isWordStart(word, start)) {
            word--;
        }
        int cut = word > covered ? word : graphemes.atOrBefore(limit, start);
        return cut > covered ? cut : -1;
    }

    /** Returns where the next node starts: within the last {@code overlap} units of the previous one, or at {@code covered}. */
    private int overlapStart(Span previous, int covered) {
        if (size.overlap() == 0 || covered == text.length()) {
            return covered;
        }
        int within = ruler.reachBack(previous.end(), size.overlap());
        int heading = atOrBefore(headingStarts, covered);
        int earliest = Math.max(previous.start() + 1, Math.max(within, heading));
        if (earliest >= previous.end()) {
            return covered;
        }
        int sentence = visibleFrom(atOrAfter(sentenceEnds, earliest, text.length()));
        if (sentence < previous.end()) {
            return sentence;
        }
        for (int word = earliest; word < previous.end(); word++) {
            if (isWordStart(word, previous.start())) {
                return word;
            }
        }
        int grapheme = graphemes.atOrAfter(earliest, previous.start());
        return grapheme < previous.end() && !Sentences.isSpace(text.charAt(grapheme)) ? grapheme : covered;
    }

    /** Steps over white space, but not over the white space that a combining mark sits on. */
    private int visibleFrom(int offset) {
        int i = offset;
        while (i < text.length() && Sentences.isSpace(text.charAt(i))) {
            i++;
        }
        return i > offset ? graphemes.atOrBefore(i, offset) : i;
    }

    /** Steps back over white space, but not into a grapheme. */
    private int visibleBefore(int offset, int floor) {
        int i = offset;
        while (i > floor && Sentences.isSpace(text.charAt(i - 1))) {
            i--;
        }
        return i < offset ? graphemes.atOrAfter(i, floor) : i;
    }

    private boolean isWordEdge(int offset, int floor) {
        return offset == 0 || offset == text.length() || isWordStart(offset, floor);
    }

    private boolean isWordStart(int offset, int floor) {
        return offset > 0
                && offset < text.length()
                && Sentences.isSpace(text.charAt(offset - 1))
                && !Sentences.isSpace(text.charAt(offset))
                && graphemes.isBoundary(offset, floor);
    }

    /** Tells whether only white space lies between a sentence end and {@code offset}. */
    private boolean endsSentence(int offset) {
        int end = atOrBefore(sentenceEnds, offset);
        return end >= 0 && visibleFrom(end) >= offset;
    }

    private int[] starts(Predicate<Section> wanted) {
        return document.sections().stream()
                .filter(wanted)
                .map(Section::span)
                .mapToInt(Span::start)
                .toArray();
    }

    private static int atOrBefore(int[] ascending, int limit) {
        int index = Arrays.binarySearch(ascending, limit);
        int place = index >= 0 ? index : -index - 2;
        return place < 0 ? -1 : ascending[place];
    }

    private static int atOrAfter(int[] ascending, int limit, int otherwise) {
        int index = Arrays.binarySearch(ascending, limit);
        int place = index >= 0 ? index : -index - 1;
        return place == ascending.length ? otherwise : ascending[place];
    }
}
