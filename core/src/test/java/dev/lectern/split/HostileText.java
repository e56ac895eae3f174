package dev.lectern.split;

import java.util.Random;

/** Makes short texts of everything that breaks a splitter, mixed at random. */
final class HostileText {

    private static final String[] PIECES = {
        "The tide turns. ",
        "a",
        "Z",
        "word",
        "7",
        ".",
        ".",
        "!",
        "?",
        " ",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        ",",
        "(",
        ")",
        "\"",
        "'",
        "-",
        ":",
        "\u00AB",
        "\u201D",
        "Dr. ",
        "z. B. ",
        "e.g. ",
        "3. Mai ",
        "# Head\n",
        "\n- item",
        "\n```\n",
        "\n| cell |",
        "\n=====\n",
        "\u6F6E\u6C50\u3002",
        "\u304B\u3099",
        "\uFF9E",
        "\uFF0E",
        "\u0964",
        "\u2029",
        "\u2028",
        "\u0301",
        "e\u0301\u0323",
        "\u093E",
        "\u0915\u094D\u0937\u093F",
        "\uD83D\uDE00",
        "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
        "\uD83D\uDC4D\uD83C\uDFFD",
        "\uD83C\uDFFD",
        "\uD83C\uDDE9\uD83C\uDDEA",
        "\uD83C\uDDE9",
        "\u1100\u1161\u11A8",
        "\uD55C",
        "\u11A8",
        "\u0645\u0631\u062D\u0628\u0627",
        "\u05E9\u05B8\u05DC\u05D5\u05DD",
        "\u0600",
        "\u0E20\u0E32\u0E29\u0E33",
        "\u200B",
        "\u200D",
        "\u00AD",
        "\uFEFF",
        "\u00A0",
        "\u3000",
        "\uD800",
        "\uDC00",
        "\uD835\uDC00",
        "\u2167",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    };

    private HostileText() {}

    /** Returns a text of up to {@code pieces} pieces; some texts use few kinds of them, some any code point at all. */
    static String of(Random random, int pieces) {
        StringBuilder text = new StringBuilder();
        int kinds = random.nextBoolean() ? PIECES.length : 1 + random.nextInt(6);
        int shift = random.nextInt(PIECES.length);
        boolean anything = random.nextInt(4) == 0;
        for (int i = random.nextInt(pieces + 1); i > 0; i--) {
            if (anything && random.nextInt(3) == 0) {
                text.appendCodePoint(codePoint(random));
            } else {
                text.append(PIECES[(shift + random.nextInt(kinds)) % PIECES.length]);
            }
        }
        return text.toString();
    }

    /** Any but U+FFFF, which the JDK's iterators take for the end of the text. */
    private static int codePoint(Random random) {
        int codePoint = random.nextInt(random.nextBoolean() ? 0x3100 : 0x110000);
        return codePoint == 0xFFFF ? ' ' : codePoint;
    }
}
