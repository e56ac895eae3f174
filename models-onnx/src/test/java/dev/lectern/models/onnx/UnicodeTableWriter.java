package dev.lectern.models.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Writes the resource {@code bert-unicode.txt} by asking the reference about every code point.
 *
 * <p>Asking beats Unicode's own tables: the reference mixes three Unicode versions, and the JDK brings yet another.
 */
final class UnicodeTableWriter {

    /** Kept non-starters of combining class 226 and 216; in this order NFD swaps them unless a starter stands between. */
    private static final String HIGH = Character.toString(0x1D16D);

    private static final String LOW = Character.toString(0x1D165);

    private static final int CHUNK = 512;

    private final ReferenceNormalizer reference;

    UnicodeTableWriter(ReferenceNormalizer reference) {
        this.reference = reference;
    }

    /** Writes the table to the path given as the only argument. */
    public static void main(String[] arguments) throws IOException {
        try (ReferenceNormalizer reference = new ReferenceNormalizer()) {
            Files.writeString(Path.of(arguments[0]), new UnicodeTableWriter(reference).write());
        }
    }

    /** Returns the text of the table. */
    String write() {
        StringBuilder table = new StringBuilder("# Written by UnicodeTableWriter; see UnicodeTable for the format.\n");
        Map<Integer, String> kinds = new TreeMap<>();
        Map<Integer, String> mappings = new TreeMap<>();
        List<List<String>> plain = ask(c -> "x" + c + "x");
        List<List<String>> between = ask(c -> "x" + HIGH + c + LOW + "x");
        List<Integer> nonStarters = new ArrayList<>();
        for (int codePoint = 0, i = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (isSurrogate(codePoint)) {
                continue;
            }
            String own = Character.toString(codePoint);
            List<String> words = plain.get(i);
            String around = String.join("", between.get(i));
            boolean transparent = around.contains(HIGH) && around.indexOf(LOW) < around.indexOf(HIGH);
            i++;
            String mapped = own;
            if (words.equals(List.of("xx"))) {
                kinds.put(codePoint, transparent ? "removed" : "barrier");
            } else if (words.equals(List.of("x", "x"))) {
                kinds.put(codePoint, "space");
            } else if (words.size() == 3) {
                kinds.put(codePoint, "alone");
                mapped = words.get(1);
            } else if (words.size() == 1) {
                mapped = words.get(0).substring(1, words.get(0).length() - 1);
                if (transparent || own.equals(HIGH) || own.equals(LOW)) {
                    nonStarters.add(codePoint);
                }
            } else {
                throw new IllegalStateException(Integer.toHexString(codePoint) + " gives " + words);
            }
            boolean hangulSyllable = codePoint >= 0xAC00 && codePoint <= 0xD7A3;
            if (!mapped.equals(own) && !hangulSyllable) {
                mappings.put(codePoint, mapped);
            }
        }
        for (int nonStarter : nonStarters) {
            String own = Character.toString(nonStarter);
            long below = nonStarters.stream()
                    .filter(other -> {
                        String pair = own + Character.toString(other);
                        return !reference.words("x" + pair + "x").equals(List.of("x" + pair + "x"));
                    })
                    .count();
            kinds.put(nonStarter, Long.toString(below + 1));
        }
        ranges(kinds, table);
        mappings.forEach((codePoint, mapped) -> {
            table.append(Integer.toHexString(codePoint)).append(" >");
            mapped.codePoints().forEach(c -> table.append(' ').append(Integer.toHexString(c)));
            table.append('\n');
        });
        return table.toString();
    }

    private static void ranges(Map<Integer, String> kinds, StringBuilder table) {
        int first = -1;
        int last = -2;
        String kind = "";
        for (Map.Entry<Integer, String> entry : kinds.entrySet()) {
            if (entry.getKey() == last + 1 && entry.getValue().equals(kind)) {
                last++;
                continue;
            }
            range(first, last, kind, table);
            first = entry.getKey();
            last = first;
            kind = entry.getValue();
        }
        range(first, last, kind, table);
    }

    private static void range(int first, int last, String kind, StringBuilder table) {
        if (first >= 0) {
            table.append(Integer.toHexString(first));
            if (last > first) {
                table.append('-').append(Integer.toHexString(last));
            }
            table.append(' ').append(kind).append('\n');
        }
    }

    /** Returns the words of a text around each code point that is not a surrogate, in order. */
    private List<List<String>> ask(UnaryOperator<String> text) {
        List<List<String>> answers = new ArrayList<>();
        StringBuilder chunk = new StringBuilder();
        int waiting = 0;
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (!isSurrogate(codePoint)) {
                chunk.append(text.apply(Character.toString(codePoint))).append(" q ");
                waiting++;
            }
            if (waiting == CHUNK || codePoint == Character.MAX_CODE_POINT) {
                List<String> answer = new ArrayList<>();
                for (String word : reference.words(chunk.toString())) {
                    if (word.equals("q")) {
                        answers.add(List.copyOf(answer));
                        answer.clear();
                    } else {
                        answer.add(word);
                    }
                }
                chunk.setLength(0);
                waiting = 0;
            }
        }
        return answers;
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
