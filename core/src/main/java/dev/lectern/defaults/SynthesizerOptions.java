package dev.lectern.defaults;

import dev.lectern.failure.FailurePolicy;
import dev.lectern.model.LanguageModel;
import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import dev.lectern.synthesize.AnswerFilter;
import dev.lectern.synthesize.ModeSynthesizer;
import dev.lectern.synthesize.NoContext;
import dev.lectern.synthesize.ResponseMode;
import java.util.List;

/** The options that the modes share which call a model. */
final class SynthesizerOptions {

    static final Option<Integer> MAX_OUTPUT_TOKENS =
            Option.number("max-output-tokens", 512, "size of an answer at most, in tokens of the language model");

    static final Option<NoContext> NO_CONTEXT =
            Option.choice("no-context", NoContext.TEXT, "what happens when nothing was found");

    static final Option<FailurePolicy> FAILURES =
            Option.choice("failures", FailurePolicy.FAIL_FAST, "what happens when one of several model calls fails");

    static final Option<AnswerFilter> FILTER =
            Option.choice("filter", AnswerFilter.NONE, "whether sources that hold no answer are passed over");

    static final List<Option<?>> ALL = List.of(MAX_OUTPUT_TOKENS, NO_CONTEXT, FAILURES, FILTER);

    private SynthesizerOptions() {}

    static ModeSynthesizer.Builder builder(ResponseMode mode, Settings settings) {
        return ModeSynthesizer.builder(mode, settings.requiredPart(LanguageModel.class))
                .maxOutputTokens(settings.get(MAX_OUTPUT_TOKENS))
                .noContext(settings.get(NO_CONTEXT))
                .failurePolicy(settings.get(FAILURES))
                .filter(settings.get(FILTER));
    }
}
