package dev.lectern.model;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Span;
import dev.lectern.split.Sentences;
import dev.lectern.text.Terms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Joins pieces of one document that touch or overlap into unbroken passages, and cuts those into sentences.
 *
 * <p>So a sentence that two nodes share comes once, and one that is cut between two nodes comes whole.
 */
final class Passages {

    private static final Pattern NOTE_MARKS =
            Pattern.compile("(?s)(?:\\[\\d{1,3}]\\s*)*+(\\S.*?)(?:\\s*\\[\\d{1,3}])*");

    private static final Pattern MARKDOWN_HEADING = Pattern.compile("^#{1,6} ");

    private final List<SourceSentence> sentences = new ArrayList<>();
    private final List<ContextPiece> ranked;
    private int passages;

    private Passages(List<ContextPiece> ranked) {
        this.ranked = ranked;
    }

    /** Returns the sentences of the pieces, by document in order of first mention, then in document order. */
    static List<SourceSentence> sentences(List<ContextPiece> context) {
        Passages passages = new Passages(context);
        Map<String, List<ContextPiece>> byDocument = new LinkedHashMap<>();
        for (ContextPiece piece : context) {
            byDocument
                    .computeIfAbsent(piece.node().documentId(), id -> new ArrayList<>())
                    .add(piece);
        }
        byDocument.values().forEach(passages::addDocument);
        return List.copyOf(passages.sentences);
    }

    private void addDocument(List<ContextPiece> pieces) {
        pieces.sort((a, b) -> a.span().compareTo(b.span()));
        List<ContextPiece> joined = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int start = 0;
        for (ContextPiece piece : pieces) {
            int end = start + text.length();
            if (joined.isEmpty() || piece.span().start() > end) {
                addPassage(joined, start, text.toString());
                joined.clear();
                text.setLength(0);
                start = piece.span().start();
                end = start;
            }
            joined.add(piece);
            if (piece.span().end() > end) {
                text.append(
                        piece.text(), end - piece.span().start(), piece.span().length());
            }
        }
        addPassage(joined, start, text.toString());
    }

    private void addPassage(List<ContextPiece> pieces, int start, String text) {
        int position = 0;
        String previous = "";
        List<Span> spans = pieces.isEmpty() ? List.of() : Sentences.of(text, languageOf(pieces.get(0)));
        for (Span whole : spans) {
            Span span = withoutNoteMarks(text, whole);
            String shown = fold(span.of(text));
            boolean broken = (position == 0 && start > 0 && startsInside(shown))
                    || (position + 1 == spans.size() && endsInside(previous, shown));
            previous = shown;
            Span place = span.shift(start);
            ContextPiece source = holder(pieces, place);
            sentences.add(new SourceSentence(
                    source.number(),
                    source.node().documentId(),
                    place,
                    passages,
                    position++,
                    topic(source.node().metadata()),
                    shown,
                    Terms.of(shown),
                    prior(source),
                    !broken && !isHeading(shown, source) && shown.codePoints().anyMatch(Character::isLetter)));
        }
        passages++;
    }

    /** A note's mark such as [12] around a sentence is none of its words, and in an answer it would look like the number of a source. */
    private static Span withoutNoteMarks(String text, Span span) {
        Matcher marks = NOTE_MARKS.matcher(span.of(text));
        return marks.matches() ? new Span(span.start() + marks.start(1), span.start() + marks.end(1)) : span;
    }

    /** A heading says what follows is about; it answers nothing. */
    private static boolean isHeading(String sentence, ContextPiece source) {
        Metadata metadata = source.node().metadata();
        return MARKDOWN_HEADING.matcher(sentence).find()
                || metadata.text(MetadataKeys.HEADING).filter(sentence::equals).isPresent()
                || metadata.text(MetadataKeys.TITLE).filter(sentence::equals).isPresent();
    }

    private static String topic(Metadata metadata) {
        return Stream.of(MetadataKeys.TITLE, MetadataKeys.HEADING)
                .flatMap(key -> metadata.text(key).stream())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static Locale languageOf(ContextPiece piece) {
        return Sentences.localeOf(piece.node().metadata());
    }

    /** Retrieval order stands for retrieval score, whose range differs from store to store. */
    private double prior(ContextPiece source) {
        return 1.0 / (1 + ranked.indexOf(source));
    }

    private static boolean startsInside(String sentence) {
        int first = sentence.codePointAt(0);
        return Character.isLowerCase(first) || ",;:)]}".indexOf(first) >= 0;
    }

    /** A last line without a full stop is a cut sentence where the one before it has a full stop; in a list none has. */
    private static boolean endsInside(String previous, String sentence) {
        int end = sentence.codePointBefore(sentence.length());
        return (previous.endsWith(".") || previous.endsWith("!") || previous.endsWith("?"))
                && (Character.isLetterOrDigit(end) || end == ',');
    }

    private static ContextPiece holder(List<ContextPiece> pieces, Span span) {
        ContextPiece best = pieces.get(0);
        for (ContextPiece piece : pieces) {
            int gain = shared(piece.span(), span) - shared(best.span(), span);
            if (gain > 0 || (gain == 0 && piece.number() < best.number())) {
                best = piece;
            }
        }
        return best;
    }

    private static int shared(Span a, Span b) {
        return Math.max(0, Math.min(a.end(), b.end()) - Math.max(a.start(), b.start()));
    }

    /** Shows each run of white space as one space. */
    static String fold(String text) {
        return text.replaceAll("(?U)\\s+", " ");
    }
}
