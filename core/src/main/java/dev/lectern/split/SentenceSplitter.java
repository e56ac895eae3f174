package dev.lectern.split;

import dev.lectern.document.Document;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.document.Section;
import dev.lectern.document.Span;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a document into nodes of whole sentences, as many as fit, each overlapping the one before.
 *
 * <pre>{@code
 * Splitter splitter = SentenceSplitter.byTokens(model.tokenizer(), 200, 30);
 * }</pre>
 *
 * <p>A cut lies at a section start where the node is at least half full, else at the end of a sentence, else before a word, else
 * between two graphemes; never inside one. The overlap starts at a sentence, else at a word, else at a grapheme. No node is larger
 * than the limit, and every visible character is in at least one.
 *
 * <p>The language of the document ({@link MetadataKeys#LANGUAGE}) decides what a sentence is. Time: linear in the text. Immutable,
 * thread-safe.
 */
public final class SentenceSplitter implements Splitter {

    /** Changes whenever the same text would be cut otherwise. */
    private static final String VERSION = "sentence-1";

    private final int maxSize;
    private final int overlap;
    private final String unit;
    private final Function<String, Ruler> rulers;

    private SentenceSplitter(int maxSize, int overlap, String unit, Function<String, Ruler> rulers) {
        if (maxSize < 1) {
            throw new IllegalArgumentException("max size must be 1 or more " + unit + ", got: " + maxSize);
        }
        if (overlap < 0 || overlap >= maxSize) {
            throw new IllegalArgumentException("overlap must be 0 or more and below the max size of " + maxSize + " "
                    + unit + ", got: " + overlap);
        }
        this.maxSize = maxSize;
        this.overlap = overlap;
        this.unit = unit;
        this.rulers = rulers;
    }

    /**
     * Makes a splitter with sizes in tokens.
     *
     * @param tokenizer that of the embedding model in use
     * @param maxTokens most tokens in a node, 1 or more
     * @param overlapTokens most tokens that a node repeats of the one before, below {@code maxTokens}
     */
    public static SentenceSplitter byTokens(Tokenizer tokenizer, int maxTokens, int overlapTokens) {
        Objects.requireNonNull(tokenizer, "tokenizer");
        String unit = "tokens of " + tokenizer.name();
        return new SentenceSplitter(maxTokens, overlapTokens, unit, text -> Ruler.tokens(text, tokenizer));
    }

    /**
     * Makes a splitter with sizes in characters.
     *
     * @param maxChars most UTF-16 code units in a node, 1 or more
     * @param overlapChars most code units that a node repeats of the one before, below {@code maxChars}
     */
    public static SentenceSplitter byChars(int maxChars, int overlapChars) {
        return new SentenceSplitter(maxChars, overlapChars, "chars", Ruler::chars);
    }

    /** Makes a splitter with nodes of at most 200 tokens, overlapping by 30, less where the model reads less. */
    public static SentenceSplitter forModel(EmbeddingModel model) {
        int max = Math.min(200, model.maxTokens() * 4 / 5);
        return byTokens(model.tokenizer(), max, max * 15 / 100);
    }

    @Override
    public String fingerprint() {
        return VERSION + "/" + maxSize + "/" + overlap + "/" + unit;
    }

    @Override
    public List<Node> split(Document document) {
        return new Cutter(document).nodes();
    }

    /** Returns the fingerprint, for people. */
    @Override
    public String toString() {
        return "SentenceSplitter[" + fingerprint() + "]";
    }

    /** The cutting of one document. */
    private final class Cutter {

        private final Document document;
        private final String text;
        private final Ruler ruler;
        private final int[] sentenceEnds;
        private final int[] sectionStarts;
        private @Nullable BreakIterator graphemes;

        Cutter(Document document) {
            this.document = document;
            this.text = document.text();
            this.ruler = rulers.apply(text);
            this.sentenceEnds = Sentences.boundaries(text, languageOf(document));
            this.sectionStarts = document.sections().stream()
                    .map(Section::span)
                    .mapToInt(Span::start)
                    .toArray();
        }

        List<Node> nodes() {
            List<Node> nodes = new ArrayList<>();
            NodeMetadata metadata = new NodeMetadata(document);
            int start = visibleFrom(0);
            int covered = start;
            while (covered < text.length()) {
                int end = end(start, covered);
                if (end < 0) {
                    start = requireProgress(start, visibleFrom(covered));
                    continue;
                }
                Span span = new Span(start, visibleBefore(end));
                nodes.add(Node.of(document.id(), nodes.size(), span, span.of(text), metadata.of(span)));
                covered = visibleFrom(end);
                start = overlapStart(span, end, covered);
            }
            return List.copyOf(nodes);
        }

        /** Gives up the overlap when nothing new fits behind it; without one, a single grapheme is too large. */
        private int requireProgress(int start, int withoutOverlap) {
            if (start != withoutOverlap) {
                return withoutOverlap;
            }
            throw new SplitException(
                    document.id(),
                    "Could not split document " + document.id() + ": the character at " + start
                            + " alone is larger than the limit of " + maxSize + " " + unit + ". Raise the limit.",
                    null);
        }

        /** Returns where the node from {@code start} ends, beyond {@code covered}; -1 if nothing new fits. */
        private int end(int start, int covered) {
            for (int budget = maxSize; budget > 0; ) {
                int limit = ruler.reach(start, budget);
                int end = limit == text.length() ? limit : lastCut(start, covered, limit);
                if (end < 0) {
                    return -1;
                }
                int excess = excess(start, end);
                if (excess <= 0) {
                    return end;
                }
                budget -= excess;
            }
            return -1;
        }

        /** Returns by how much a piece is too large when it stands alone. */
        private int excess(int start, int end) {
            boolean atSpaces = isWordEdge(start) && isWordEdge(end);
            return atSpaces && ruler.isExactAtSpaces()
                    ? 0
                    : ruler.sizeAlone(start, Math.max(start, visibleBefore(end))) - maxSize;
        }

        private int lastCut(int start, int covered, int limit) {
            int section = last(sectionStarts, limit);
            if (section > covered && section - start >= (limit - start) / 2) {
                return section;
            }
            int sentence = last(sentenceEnds, limit);
            if (sentence > covered) {
                return sentence;
            }
            int word = limit;
            while (word > covered && !isWordStart(word)) {
                word--;
            }
            return word > covered ? word : lastGrapheme(covered, limit);
        }

        private int lastGrapheme(int covered, int limit) {
            BreakIterator breaks = graphemes();
            int cut = breaks.isBoundary(limit) ? limit : breaks.preceding(limit);
            return cut > covered ? cut : -1;
        }

        /** Returns where the next node starts: within the last {@code overlap} units before {@code covered}. */
        private int overlapStart(Span previous, int end, int covered) {
            if (overlap == 0 || covered == text.length()) {
                return covered;
            }
            int earliest = Math.max(previous.start() + 1, ruler.reachBack(end, overlap));
            if (earliest >= previous.end()) {
                return covered;
            }
            int index = Arrays.binarySearch(sentenceEnds, earliest);
            int sentence =
                    visibleFrom(sentenceEnds[index >= 0 ? index : Math.min(-index - 1, sentenceEnds.length - 1)]);
            if (sentence < previous.end()) {
                return sentence;
            }
            for (int word = earliest; word < previous.end(); word++) {
                if (isWordStart(word)) {
                    return word;
                }
            }
            BreakIterator breaks = graphemes();
            int grapheme = breaks.isBoundary(earliest) ? earliest : breaks.following(earliest);
            return grapheme < previous.end() && !Sentences.isSpace(text.charAt(grapheme)) ? grapheme : covered;
        }

        private BreakIterator graphemes() {
            BreakIterator breaks = graphemes;
            if (breaks == null) {
                breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
                breaks.setText(text);
                graphemes = breaks;
            }
            return breaks;
        }

        private int visibleFrom(int offset) {
            int i = offset;
            while (i < text.length() && Sentences.isSpace(text.charAt(i))) {
                i++;
            }
            return i > offset && i < text.length() && joinsBefore(i)
                    ? graphemes().preceding(i)
                    : i;
        }

        private int visibleBefore(int offset) {
            int i = offset;
            while (i > 0 && Sentences.isSpace(text.charAt(i - 1))) {
                i--;
            }
            return i;
        }

        private boolean isWordEdge(int offset) {
            return offset == 0 || offset == text.length() || isWordStart(offset);
        }

        private boolean isWordStart(int offset) {
            return offset > 0
                    && offset < text.length()
                    && Sentences.isSpace(text.charAt(offset - 1))
                    && !Sentences.isSpace(text.charAt(offset))
                    && !joinsBefore(offset);
        }

        /** Tells whether a character belongs to one grapheme with the one before it; below U+0300 none does but a line feed. */
        private boolean joinsBefore(int offset) {
            return text.charAt(offset) >= '\u0300' && !graphemes().isBoundary(offset);
        }
    }

    private static int last(int[] ascending, int limit) {
        int index = Arrays.binarySearch(ascending, limit);
        int place = index >= 0 ? index : -index - 2;
        return place < 0 ? -1 : ascending[place];
    }

    private static Locale languageOf(Document document) {
        return document.metadata()
                .text(MetadataKeys.LANGUAGE)
                .map(Locale::forLanguageTag)
                .orElse(Locale.ROOT);
    }
}
