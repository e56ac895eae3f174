package dev.lectern.testkit;

import dev.lectern.embed.WordTokenizer;
import dev.lectern.split.Splitter;
import dev.lectern.split.TokenSplitter;

class TokenSplitterContractTest extends SplitterContract {

    private static final int MAX = 60;

    @Override
    protected Splitter create() {
        return TokenSplitter.create(WordTokenizer.create(), MAX, 9);
    }

    @Override
    protected int sizeOf(String text) {
        return WordTokenizer.create().count(text);
    }

    @Override
    protected int maxSize() {
        return MAX;
    }
}
