package dev.lectern.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.Node;
import dev.lectern.embed.WordTokenizer;
import org.junit.jupiter.api.Test;

class TokenSplitterTest {

    private static final WordTokenizer WORDS = WordTokenizer.create();

    @Test
    void split_words_fillsEachWindow() {
        assertThat(TokenSplitter.create(WORDS, 5, 2)
                        .split(Document.of("a", "One. Two three, four; five six seven eight nine")))
                .extracting(Node::text)
                .containsExactly("One. Two three,", "three, four; five", "five six seven eight nine");
    }

    @Test
    void split_wordThatFits_isNeverCut() {
        assertThat(TokenSplitter.create(WORDS, 5, 0).split(Document.of("a", "one two a-b-c three")))
                .extracting(Node::text)
                .containsExactly("one two", "a-b-c", "three");
    }

    @Test
    void split_wordLargerThanANode_isCutBetweenTokens() {
        assertThat(TokenSplitter.create(WORDS, 3, 1).split(Document.of("a", "one-two-three-four")))
                .extracting(Node::text)
                .containsExactly("one-two", "two-three", "three-four");
    }

    @Test
    void create_sizesOutOfRange_areRefused() {
        assertThatThrownBy(() -> TokenSplitter.create(WORDS, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max size must be 1 or more tokens of words, got: 0");
        assertThatThrownBy(() -> TokenSplitter.create(WORDS, 5, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("overlap must be 0 or more and below the max size of 5 tokens of words, got: -1");
    }

    @Test
    void fingerprint_namesKindSizesAndTokenizer() {
        assertThat(TokenSplitter.create(WORDS, 200, 30).fingerprint()).isEqualTo("token-1/200/30/tokens of words");
    }
}
