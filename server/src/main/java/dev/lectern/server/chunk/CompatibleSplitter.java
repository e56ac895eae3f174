package dev.lectern.server.chunk;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import dev.lectern.document.Document;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.split.Graphemes;
import dev.lectern.split.NodeMetadata;
import dev.lectern.split.Splitter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a document where the original server cuts it: windows of 200 tokens of {@code cl100k_base}, each ended after its last full stop,
 * question mark, exclamation mark or line break if that lies beyond its 350th character.
 *
 * <p>Unlike there, nothing is lost: what a cut leaves of a token begins the next node, texts of five characters and less are nodes too,
 * no node begins or ends inside a grapheme, and there is no limit to their number. A window that the embedding model cannot read whole
 * is halved until it can. Text and spans are those of the document; the original shows a space for each line break.
 *
 * <p>Immutable, thread-safe. Time: linear in the text. The table of tokens is loaded with the first splitter, in about a second.
 *
 * @see <a href="https://github.com/openai/chatgpt-retrieval-plugin/blob/b28ddce/services/chunks.py">services/chunks.py</a>
 */
public final class CompatibleSplitter implements Splitter {

    /** The original's size of chunks. */
    public static final int DEFAULT_TOKENS = 200;

    /** A mark ends a node if it lies beyond so many characters. */
    private static final int MIN_CHARS = 350;

    /** Changes whenever the same text would be cut otherwise. */
    private static final String VERSION = "retrieval-plugin-1";

    private final int tokens;
    private final EmbeddingModel model;

    private CompatibleSplitter(int tokens, EmbeddingModel model) {
        this.tokens = tokens;
        this.model = model;
    }

    /**
     * Makes a splitter.
     *
     * @param tokens tokens of a window, 1 or more
     * @param model the model that must be able to read each node
     * @throws IllegalArgumentException if {@code tokens} is below 1
     */
    public static CompatibleSplitter create(int tokens, EmbeddingModel model) {
        if (tokens < 1) {
            throw new IllegalArgumentException("tokens must be 1 or more, got: " + tokens);
        }
        return new CompatibleSplitter(tokens, model);
    }

    /** Holds the table of tokens, which is loaded when first needed. */
    private static final class Cl100k {
        static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
    }

    @Override
    public String fingerprint() {
        return VERSION + "/" + tokens + "/" + model.maxTokens() + "/"
                + model.tokenizer().name();
    }

    @Override
    public List<Node> split(Document document) {
        String text = document.text();
        Graphemes graphemes = new Graphemes(text);
        NodeMetadata metadata = new NodeMetadata(document);
        int[] ends = text.isBlank() ? new int[0] : tokenEnds(text);
        List<Node> nodes = new ArrayList<>();
        int start = 0;
        while (start < text.length() && ends.length > 0) {
            int end = end(text, ends, start, graphemes);
            Span span = trimmed(text, start, end, graphemes);
            if (span.length() > 0) {
                nodes.add(Node.of(document.id(), nodes.size(), span, span.of(text), metadata.of(span)));
            }
            start = end;
        }
        return List.copyOf(nodes);
    }

    /** Returns where each token ends, in code units; one that ends inside a character is said to end where that begins. */
    private static int[] tokenEnds(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8); // half a character becomes a question mark
        IntArrayList encoded = Cl100k.ENCODING.encodeOrdinary(new String(utf8, StandardCharsets.UTF_8));
        int[] ends = new int[encoded.size()];
        int[] charOf = charOfByte(text, utf8.length);
        int bytes = 0;
        IntArrayList one = new IntArrayList(1);
        for (int i = 0; i < ends.length; i++) {
            one.clear();
            one.add(encoded.get(i));
            bytes += Cl100k.ENCODING.decodeBytes(one).length;
            ends[i] = charOf[bytes];
        }
        return ends;
    }

    /** Returns for each byte of the text in UTF-8, and for its end, the code unit at which its character begins. */
    private static int[] charOfByte(String text, int length) {
        int[] charOf = new int[length + 1];
        int at = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int bytes = utf8Length(point);
            Arrays.fill(charOf, at, at + bytes, i);
            at += bytes;
            i += Character.charCount(point);
        }
        charOf[at] = text.length();
        return charOf;
    }

    /** Half a character is encoded as a question mark. */
    private static int utf8Length(int point) {
        if (point < 0x80 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            return 1;
        }
        return point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }

    private int end(String text, int[] ends, int start, Graphemes graphemes) {
        int first = firstEndAfter(ends, start);
        int count = tokens;
        while (true) {
            int end = cut(text, start, ends[Math.min(first + count, ends.length) - 1]);
            int whole = graphemes.atOrBefore(end, start);
            end = whole > start ? whole : graphemes.atOrAfter(end, start);
            if (count == 1 || model.tokenizer().count(text.substring(start, end)) <= model.maxTokens()) {
                return end;
            }
            count = count / 2;
        }
    }

    /** Returns the first token that ends after a place: the one that begins there, or what a cut has left of one. */
    private static int firstEndAfter(int[] ends, int start) {
        int found = Arrays.binarySearch(ends, start + 1);
        int first = found >= 0 ? found : -found - 1;
        while (first > 0 && ends[first - 1] > start) { // several tokens of one character end at the same place
            first--;
        }
        return first;
    }

    /** Returns the end after the last mark of a window, if it lies far enough in, else the window's. */
    private static int cut(String text, int start, int end) {
        for (int i = end - 1; i >= start; i--) {
            if (".?!\n".indexOf(text.charAt(i)) >= 0) {
                return text.codePointCount(start, i) > MIN_CHARS ? i + 1 : end;
            }
        }
        return end;
    }

    private static Span trimmed(String text, int from, int to, Graphemes graphemes) {
        int start = from;
        int end = to;
        while (start < end && isBlank(text.charAt(start)) && graphemes.isBoundary(start + 1, from)) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return new Span(start, end);
    }

    /** What Python strips: white space in Unicode, and the separators among the control characters. */
    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }
}
