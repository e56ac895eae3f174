package dev.lectern.testkit;

import dev.lectern.split.SentenceSplitter;
import dev.lectern.split.Splitter;

class CharSplitterContractTest extends SplitterContract {

    private static final int MAX = 200;

    @Override
    protected Splitter create() {
        return SentenceSplitter.byChars(MAX, 30);
    }

    @Override
    protected int sizeOf(String text) {
        return text.length();
    }

    @Override
    protected int maxSize() {
        return MAX;
    }
}
