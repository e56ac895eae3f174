package dev.lectern.models.onnx;

import dev.lectern.embed.TokenSpans;
import dev.lectern.embed.Tokenizer;
import java.util.Objects;

/**
 * Cuts a text into the word pieces of a BERT model without upper case.
 *
 * <p>Its tokens are those of the reference (Hugging Face tokenizers), id by id, on every JDK: the text is cleaned, decomposed, freed
 * of accents, put in lower case, split at white space, at punctuation and around each Chinese character, and each word is cut into the
 * longest pieces that the vocabulary has, from left to right. A word that cannot be cut, or is longer than 100 code points, is one
 * token {@code [UNK]}. As with the reference, the characters {@code [CLS]}, {@code [SEP]}, {@code [PAD]}, {@code [UNK]} and
 * {@code [MASK]} in a text are that special token.
 *
 * <p>It differs in one thing: the controls U+000B, U+000C, U+001C to U+001F and U+0085 end a word, as white space does in Java or in
 * Unicode. The reference drops them, which glues the words on both sides of a page break together. A lone surrogate, which the
 * reference cannot be given, leaves no trace.
 *
 * <p>The span of a token covers the characters it was made from. Both pieces of a Hangul syllable that was cut have the span of the
 * syllable; what leaves no trace, such as an accent written as a character of its own, is in no span when it stands at the end.
 *
 * <p>Thread-safety: immutable, safe for concurrent use. Cost: linear; some ten million tokens a second.
 *
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al. 2018, section 3</a>
 * @see <a href="https://arxiv.org/abs/1609.08144">Wu et al. 2016, section 4.1, for word pieces</a>
 */
public final class WordPieceTokenizer implements Tokenizer {

    private final String name;
    private final WordPieceVocabulary vocabulary;

    private WordPieceTokenizer(String name, WordPieceVocabulary vocabulary) {
        this.name = name;
        this.vocabulary = vocabulary;
    }

    /**
     * Loads the tokenizer of a model; the model itself is not loaded.
     *
     * @throws dev.lectern.embed.EmbedException if the file is not there or is of another kind
     */
    public static WordPieceTokenizer of(ModelDescriptor model) {
        Objects.requireNonNull(model, "model");
        return new WordPieceTokenizer(
                "bert-wordpiece/" + model.name(), WordPieceVocabulary.load(model.tokenizerResource()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int count(CharSequence text) {
        return pieces(text).size();
    }

    @Override
    public TokenSpans tokenize(CharSequence text) {
        Pieces pieces = pieces(text);
        TokenSpans.Builder spans = TokenSpans.builder();
        for (int i = 0; i < pieces.size(); i++) {
            spans.add(pieces.start(i), pieces.end(i));
        }
        return spans.build();
    }

    /** Returns true: no token spans white space. */
    @Override
    public boolean isLocal() {
        return true;
    }

    /** Returns the ids of a text's tokens, without the special tokens around them. Cost: linear in its length. */
    public int[] ids(CharSequence text) {
        return pieces(text).ids();
    }

    /** Returns the id of {@code [CLS]}, which begins each text a model reads. */
    int begin() {
        return vocabulary.special("[CLS]");
    }

    /** Returns the id of {@code [SEP]}, which ends each text a model reads. */
    int end() {
        return vocabulary.special("[SEP]");
    }

    private Pieces pieces(CharSequence text) {
        return new PieceScanner(vocabulary).scan(text.toString());
    }
}
