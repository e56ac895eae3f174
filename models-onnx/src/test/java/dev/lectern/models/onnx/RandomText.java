package dev.lectern.models.onnx;

import java.util.Random;

/** Makes random strings of the characters that a normaliser stumbles over; never a lone surrogate. */
final class RandomText {

    /** Code point ranges, first and last: blocks with marks, syllables, compatibility forms, controls, and nothing assigned. */
    private static final int[][] RANGES = {
        {0x00, 0x7F},
        {0x80, 0xFF},
        {0x100, 0x24F},
        {0x300, 0x36F},
        {0x370, 0x52F},
        {0x590, 0x6FF},
        {0x900, 0xDFF},
        {0xE00, 0xFFF},
        {0x1100, 0x11FF},
        {0x1AB0, 0x1AFF},
        {0x1B00, 0x1BFF},
        {0x1DC0, 0x1DFF},
        {0x1E00, 0x1FFF},
        {0x2000, 0x20FF},
        {0x2100, 0x2BFF},
        {0x2FF0, 0x30FF},
        {0x4E00, 0x4EFF},
        {0xA840, 0xABFF},
        {0xAC00, 0xD7FF},
        {0xE000, 0xE0FF},
        {0xF900, 0xFAFF},
        {0xFB00, 0xFFFF},
        {0x10000, 0x10FFF},
        {0x11000, 0x11FFF},
        {0x16A00, 0x16FFF},
        {0x1D100, 0x1D2FF},
        {0x1D400, 0x1D7FF},
        {0x1E000, 0x1EFFF},
        {0x1F300, 0x1FAFF},
        {0x20000, 0x2A7FF},
        {0x2F800, 0x2FA1F},
        {0xE0000, 0xE01FF},
        {0, Character.MAX_CODE_POINT}
    };

    private static final String[] WORDS = {
        "tide",
        "Harbour",
        "unbelievable",
        "naïve",
        "[CLS]",
        "[SEP]",
        "[MASK",
        "##ing",
        " ",
        "\n",
        "가",
        "\u0301",
        "\uD834\uDD6D",
        "\uD834\uDD65",
        "\u302E",
        "\u0F71",
        "\u034F",
        "don't",
        "3.14"
    };

    private final long seed;
    private final Random random;

    private RandomText(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** Starts with the seed in the system property {@code lectern.seed}, or with a new one. */
    static RandomText seeded() {
        return new RandomText(Long.getLong("lectern.seed", System.nanoTime()));
    }

    /** Returns the next text, without the controls in which our tokenizer differs from the reference. */
    String next() {
        StringBuilder text = new StringBuilder();
        int parts = 1 + random.nextInt(60);
        int[] main = RANGES[random.nextInt(RANGES.length)];
        for (int i = 0; i < parts; i++) {
            if (random.nextInt(5) == 0) {
                text.append(WORDS[random.nextInt(WORDS.length)]);
                continue;
            }
            int[] range = random.nextInt(3) > 0 ? main : RANGES[random.nextInt(RANGES.length)];
            int codePoint = range[0] + random.nextInt(range[1] - range[0] + 1);
            boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
            if (!surrogate && UnicodeTable.SPACE_CONTROLS.indexOf(codePoint) < 0) {
                text.appendCodePoint(codePoint);
            }
        }
        return text.toString();
    }

    /** Writes a text so that each code point can be seen. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> escaped.append(c > 32 && c < 127 ? "" + (char) c : String.format("{%x}", c)));
        return escaped.toString();
    }

    @Override
    public String toString() {
        return "lectern.seed=" + seed;
    }
}
