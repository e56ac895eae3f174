package dev.lectern.defaults;

import dev.lectern.failure.FailurePolicy;
import dev.lectern.model.LanguageModel;
import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import dev.lectern.synthesize.AnswerFilter;
import dev.lectern.synthesize.ModeSynthesizer;
import dev.lectern.synthesize.NoContext;
import dev.lectern.synthesize.PromptTemplates;
import dev.lectern.synthesize.ResponseMode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The options that the modes share which call a model. Settings may have {@link PromptTemplates} as a part, and an {@link Executor}, on
 * which independent calls run then.
 */
final class SynthesizerOptions {

    static final Option<Integer> MAX_OUTPUT_TOKENS =
            Option.number("max-output-tokens", 512, "size of an answer at most, in tokens of the language model");

    static final Option<NoContext> NO_CONTEXT =
            Option.choice("no-context", NoContext.TEXT, "what happens when nothing was found");

    static final Option<FailurePolicy> FAILURES =
            Option.choice("failures", FailurePolicy.FAIL_FAST, "what happens when one of several model calls fails");

    static final Option<AnswerFilter> FILTER =
            Option.choice("filter", AnswerFilter.NONE, "whether sources that hold no answer are passed over");

    static final Option<Duration> TIME_LIMIT = Option.duration(
            "time-limit", Duration.ZERO, "how long an answer may take, its retrieval aside; zero is no limit");

    static final Option<Duration> CALL_TIME_LIMIT =
            Option.duration("call-time-limit", Duration.ZERO, "how long one model call may take; zero is no limit");

    static final Option<Integer> PARALLELISM = Option.number(
            "parallelism", 1, "how many independent model calls of an answer run at the same time at most");

    static final List<Option<?>> ALL =
            List.of(MAX_OUTPUT_TOKENS, NO_CONTEXT, FAILURES, FILTER, TIME_LIMIT, CALL_TIME_LIMIT, PARALLELISM);

    private SynthesizerOptions() {}

    static ModeSynthesizer.Builder builder(ResponseMode mode, Settings settings) {
        int calls = settings.get(PARALLELISM);
        ModeSynthesizer.Builder builder = ModeSynthesizer.builder(mode, settings.requiredPart(LanguageModel.class))
                .maxOutputTokens(settings.get(MAX_OUTPUT_TOKENS))
                .noContext(settings.get(NO_CONTEXT))
                .failurePolicy(settings.get(FAILURES))
                .filter(settings.get(FILTER));
        settings.part(PromptTemplates.class).ifPresent(builder::templates);
        settings.part(Executor.class)
                .ifPresentOrElse(executor -> builder.parallel(executor, calls), () -> builder.parallel(calls));
        return limited(builder, settings);
    }

    /** Sets the limits of settings on time. */
    static ModeSynthesizer.Builder limited(ModeSynthesizer.Builder builder, Settings settings) {
        Duration limit = settings.get(TIME_LIMIT);
        if (!limit.isZero()) {
            builder.timeLimit(limit);
        }
        Duration callLimit = settings.get(CALL_TIME_LIMIT);
        return callLimit.isZero() ? builder : builder.callTimeLimit(callLimit);
    }
}
