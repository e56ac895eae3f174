package dev.lectern.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.lectern.Randomised;
import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.document.Section;
import dev.lectern.document.Span;
import dev.lectern.embed.TokenSpans;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What both splitters promise for any text, also for those that nobody writes. */
class SplitterPromisesTest {

    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private static final Tokenizer WORDS = WordTokenizer.create();

    /** Joins every three chars, white space too, and counts from the start of what it sees: local in no way. */
    private static final Tokenizer TRIPLES = new Tokenizer() {
        @Override
        public String name() {
            return "triples";
        }

        @Override
        public int count(CharSequence text) {
            return tokenize(text).size();
        }

        @Override
        public TokenSpans tokenize(CharSequence text) {
            TokenSpans.Builder tokens = TokenSpans.builder();
            for (int i = 0; i < text.length(); i += 3) {
                tokens.add(i, Math.min(text.length(), i + 3));
            }
            return tokens.build();
        }
    };

    @Test
    void sentences_byChars_keepEveryPromise() {
        Randomised.times(1_500, random -> {
            int max = 1 + random.nextInt(50);
            int overlap = random.nextInt(max);

            check(random, SentenceSplitter.byChars(max, overlap), max, String::length);
        });
    }

    @Test
    void sentences_byTokens_keepEveryPromise() {
        Randomised.times(1_500, random -> {
            int max = 1 + random.nextInt(50);
            int overlap = random.nextInt(max);

            check(random, SentenceSplitter.byTokens(WORDS, max, overlap), max, WORDS::count);
        });
    }

    @Test
    void tokens_ofWords_keepEveryPromise() {
        Randomised.times(1_500, random -> {
            int max = 1 + random.nextInt(50);
            int overlap = random.nextInt(max);

            check(random, TokenSplitter.create(WORDS, max, overlap), max, WORDS::count);
        });
    }

    @Test
    void tokens_thatDependOnWhereATextStarts_keepEveryPromise() {
        Randomised.times(1_500, random -> {
            int max = 1 + random.nextInt(50);
            int overlap = random.nextInt(max);

            check(random, TokenSplitter.create(TRIPLES, max, overlap), max, TRIPLES::count);
        });
    }

    @Test
    void overlap_ofProse_isRealAndWithinItsSize() {
        Randomised.times(300, random -> {
            int max = 10 + random.nextInt(40);
            int overlap = 2 + random.nextInt(max / 2);
            Document document = Document.of("a", prose(random));

            List<Node> sentences =
                    SentenceSplitter.byTokens(WORDS, max, overlap).split(document);
            List<Node> windows = TokenSplitter.create(WORDS, max, overlap).split(document);

            for (List<Node> nodes : List.of(sentences, windows)) {
                assertThat(nodes.size()).isGreaterThan(1);
                for (int i = 1; i < nodes.size(); i++) {
                    Span shared = new Span(
                            nodes.get(i).span().start(), nodes.get(i - 1).span().end());
                    assertThat(WORDS.count(shared.of(document.text()))).isBetween(1, overlap);
                }
            }
        });
    }

    private static String prose(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            text.append(random.nextInt(9) == 0 ? "The" : "tide").append(random.nextInt(9) == 0 ? ". " : " ");
        }
        return text.toString();
    }

    private static void check(Random random, Splitter splitter, int max, ToIntFunction<String> size) {
        Document document = document(random);
        String text = document.text();
        BitSet graphemes = graphemes(text);
        List<Node> nodes;
        try {
            nodes = splitter.split(document);
        } catch (SplitException e) {
            assertThat(largestGrapheme(text, graphemes, size))
                    .as(e.getMessage())
                    .isGreaterThan(max);
            return;
        }

        assertThat(splitter.split(document)).isEqualTo(nodes);
        BitSet covered = new BitSet();
        Span last = new Span(0, 0);
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            assertThat(node.ordinal()).isEqualTo(i);
            assertThat(node.span().of(text)).isEqualTo(node.text());
            assertThat(size.applyAsInt(node.text())).as("%s", node).isBetween(1, max);
            assertThat(graphemes.get(node.span().start()))
                    .as("start of %s", node)
                    .isTrue();
            assertThat(graphemes.get(node.span().end())).as("end of %s", node).isTrue();
            assertThat(i == 0 || node.span().start() > last.start()).isTrue();
            assertThat(node.span().end()).isGreaterThan(last.end());
            assertThat(node.metadata()).isEqualTo(metadata(document, node.span()));
            last = node.span();
            covered.set(last.start(), last.end());
        }
        for (int i = 0; i < text.length(); i++) {
            if (!covered.get(i) && !Sentences.isSpace(text.charAt(i))) {
                fail("lost the char at %d", i);
            }
        }
    }

    private static Document document(Random random) {
        String text = HostileText.of(random, 60);
        List<Section> sections = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0 && !text.isEmpty(); i--) {
            int start = random.nextInt(text.length());
            Span span = new Span(start, start + random.nextInt(text.length() - start + 1));
            sections.add(random.nextBoolean() ? Section.page(i, span) : Section.heading("h" + i, span));
        }
        Metadata metadata = random.nextBoolean() ? Metadata.empty() : Metadata.of(MetadataKeys.LANGUAGE, "de");
        return Document.of("a", text, metadata, sections);
    }

    /** The definition: all sections around the start, in order, and the last page that starts within the span. */
    private static Metadata metadata(Document document, Span span) {
        Metadata sum = document.metadata();
        OptionalLong last = OptionalLong.empty();
        for (Section section : document.sections()) {
            Span place = section.span();
            if (place.start() <= span.start() && span.start() < place.end()) {
                sum = sum.plus(section.metadata());
            } else if (place.start() > span.start() && place.start() < span.end()) {
                OptionalLong page = section.metadata().number(MetadataKeys.PAGE);
                last = page.isPresent() ? page : last;
            }
        }
        OptionalLong first = sum.number(MetadataKeys.PAGE);
        return first.isEmpty() || last.isEmpty() || last.equals(first)
                ? sum
                : sum.toBuilder().set(MetadataKeys.PAGE_END, last.getAsLong()).build();
    }

    private static BitSet graphemes(String text) {
        BitSet boundaries = new BitSet();
        boundaries.set(0);
        Matcher matcher = GRAPHEME.matcher(text);
        while (matcher.find()) {
            boundaries.set(matcher.end());
        }
        return boundaries;
    }

    private static int largestGrapheme(String text, BitSet boundaries, ToIntFunction<String> size) {
        int largest = 0;
        int start = 0;
        for (int end = boundaries.nextSetBit(1); end > 0; end = boundaries.nextSetBit(end + 1)) {
            largest = Math.max(largest, size.applyAsInt(text.substring(start, end)));
            start = end;
        }
        return largest;
    }
}
