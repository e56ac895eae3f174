package dev.lectern.defaults;

import dev.lectern.model.LanguageModel;
import dev.lectern.query.QueryEngine;
import dev.lectern.query.compose.ModelQuestionSplitter;
import dev.lectern.query.compose.SubQuestionQueryEngine;
import dev.lectern.spi.Option;
import dev.lectern.spi.QueryEngineProvider;
import dev.lectern.spi.Settings;
import java.util.List;

/** Makes a {@link SubQuestionQueryEngine} around the {@link InnerEngine} of its settings, with their {@link LanguageModel}. */
public final class SubQuestionQueryEngineProvider implements QueryEngineProvider {

    private static final Option<Integer> MAX_QUESTIONS = Option.number(
            "max-questions",
            ModelQuestionSplitter.DEFAULT_MAX_QUESTIONS,
            "how many parts a language model may split a question into");

    private static final Option<Integer> PARALLELISM = Option.number(
            "parallelism", SubQuestionQueryEngine.DEFAULT_PARALLELISM, "how many parts are answered at a time");

    private static final Option<Integer> MAX_OUTPUT_TOKENS = Option.number(
            "max-output-tokens", 512, "size of the whole answer at most, in tokens of the language model");

    /** For {@link java.util.ServiceLoader}. */
    public SubQuestionQueryEngineProvider() {}

    @Override
    public String name() {
        return "sub-question";
    }

    @Override
    public String description() {
        return "Splits a question, answers its parts at the same time and makes one answer of them.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(MAX_QUESTIONS, PARALLELISM, MAX_OUTPUT_TOKENS);
    }

    @Override
    public QueryEngine create(Settings settings) {
        LanguageModel model = settings.requiredPart(LanguageModel.class);
        SubQuestionQueryEngine.Builder builder = SubQuestionQueryEngine.builder(InnerEngine.of(settings), model)
                .parallelism(settings.get(PARALLELISM))
                .maxOutputTokens(settings.get(MAX_OUTPUT_TOKENS));
        if (model.followsInstructions()) {
            builder.splitter(ModelQuestionSplitter.create(model, settings.get(MAX_QUESTIONS)));
        }
        return builder.build();
    }
}
