package dev.lectern.models.openai;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import dev.lectern.embed.TokenSpans;
import dev.lectern.embed.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Counts the tokens of OpenAI's models exactly, and those of other models with a margin.
 *
 * <p>The estimate takes the table of GPT-2, the smallest of the byte-pair tables in use and made for English: others of 32,000 words and
 * more have hardly more tokens for English and far fewer for other languages and code. As some of them count each digit, so does it, and the first of each
 * eight tokens counts twice: SmolLM2's table has 1 % more than the plain one for English prose and for random letters.
 *
 * <p>A table is loaded when it is first needed, in up to a second. Immutable, thread-safe.
 */
final class BytePairTokenizer implements Tokenizer {

    /** One token more for each so many, or a part of them. */
    private static final int MARGIN = 8;

    private final String name;
    private final EncodingType type;
    private final boolean margin;

    private BytePairTokenizer(String name, EncodingType type, boolean margin) {
        this.name = name;
        this.type = type;
        this.margin = margin;
    }

    /** Of GPT-4, GPT-3.5 and the embedding models. */
    static BytePairTokenizer cl100k() {
        return new BytePairTokenizer("cl100k_base", EncodingType.CL100K_BASE, false);
    }

    /** Of GPT-4o and what came after it. */
    static BytePairTokenizer o200k() {
        return new BytePairTokenizer("o200k_base", EncodingType.O200K_BASE, false);
    }

    /** For models whose own table is not known. */
    static BytePairTokenizer estimate() {
        return new BytePairTokenizer("estimate/r50k-nine-eighths", EncodingType.R50K_BASE, true);
    }

    /** Keeps what is loaded for all. */
    private static final class Tables {
        static final EncodingRegistry REGISTRY = Encodings.newLazyEncodingRegistry();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int count(CharSequence text) {
        String whole = encodable(text);
        if (!margin) {
            return encoding().countTokensOrdinary(whole);
        }
        int count = 0;
        for (int at = 0; at < whole.length(); ) {
            int end = runEnd(whole, at);
            count += isDigit(whole.charAt(at)) ? end - at : encoding().countTokensOrdinary(whole.substring(at, end));
            at = end;
        }
        return count + (count + MARGIN - 1) / MARGIN; // rounded up, so that parts never count for less than the whole
    }

    @Override
    public TokenSpans tokenize(CharSequence text) {
        String whole = encodable(text);
        Spans spans = new Spans();
        for (int at = 0; at < whole.length(); ) {
            int end = margin ? runEnd(whole, at) : whole.length();
            if (margin && isDigit(whole.charAt(at))) {
                for (int i = at; i < end; i++) {
                    spans.add(i, i + 1);
                }
            } else {
                addTokens(whole.substring(at, end), at, spans);
            }
            at = end;
        }
        return spans.builder.build();
    }

    /** Collects tokens, some of them twice where there is a margin. */
    private final class Spans {

        private final TokenSpans.Builder builder = TokenSpans.builder();
        private int added;

        void add(int start, int end) {
            builder.add(start, end);
            if (margin && added++ % MARGIN == 0) {
                builder.add(start, end);
            }
        }
    }

    /** Half a character has no bytes; it is counted as the question mark that would be sent for it. */
    private static String encodable(CharSequence text) {
        return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static int runEnd(String text, int from) {
        boolean digits = isDigit(text.charAt(from));
        int end = from + 1;
        while (end < text.length() && isDigit(text.charAt(end)) == digits) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private Encoding encoding() {
        return Tables.REGISTRY.getEncoding(type);
    }

    /** Adds the tokens of a run; one that begins or ends inside a character is said to hold all of it. */
    private void addTokens(String run, int offset, Spans spans) {
        IntArrayList encoded = encoding().encodeOrdinary(run);
        int[] charOf = charOfByte(run);
        IntArrayList one = new IntArrayList(1);
        int bytes = 0;
        for (int i = 0; i < encoded.size(); i++) {
            one.clear();
            one.add(encoded.get(i));
            int length = encoding().decodeBytes(one).length;
            int last = charOf[bytes + length - 1];
            spans.add(offset + charOf[bytes], offset + last + Character.charCount(run.codePointAt(last)));
            bytes += length;
        }
    }

    /** Returns for each byte of the text in UTF-8 the code unit at which its character begins. */
    private static int[] charOfByte(String text) {
        int[] charOf = new int[text.length() * 3];
        int at = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            Arrays.fill(charOf, at, at + length, i);
            at += length;
            i += Character.charCount(point);
        }
        return charOf;
    }
}
