package dev.lectern.models.openai;

import dev.lectern.model.TokenUsage;
import java.util.concurrent.atomic.LongAdder;

/** Adds up what the calls of a model used. Thread-safe. */
final class UsageMeter {

    private final LongAdder input = new LongAdder();
    private final LongAdder output = new LongAdder();

    void add(TokenUsage usage) {
        input.add(usage.inputTokens());
        output.add(usage.outputTokens());
    }

    TokenUsage total() {
        return new TokenUsage(input.sum(), output.sum());
    }
}
