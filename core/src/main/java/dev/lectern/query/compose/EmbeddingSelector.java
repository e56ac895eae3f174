package dev.lectern.query.compose;

import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.model.Cancellation;
import dev.lectern.model.TokenUsage;
import dev.lectern.retrieve.Query;
import dev.lectern.synthesize.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Chooses the engine whose description is closest to the question in meaning; of equals the first.
 *
 * <p>It works without a language model. It goes by what a question is about, not by what it asks for: descriptions of the same things tell it little.
 * Cost: the question is embedded; each description once.
 *
 * <p>Thread-safety: safe for concurrent use. Whoever made the model closes it.
 */
public final class EmbeddingSelector implements EngineSelector {

    private final EmbeddingModel model;
    private final Map<String, Embedding> descriptions = new ConcurrentHashMap<>();

    private EmbeddingSelector(EmbeddingModel model) {
        this.model = model;
    }

    /** Makes a selector. */
    public static EmbeddingSelector create(EmbeddingModel model) {
        return new EmbeddingSelector(Objects.requireNonNull(model, "model"));
    }

    @Override
    public Selection select(Query query, List<NamedEngine> engines, Cancellation cancellation) {
        cancellation.check("the choice of an engine");
        long start = System.nanoTime();
        Embedding question = model.embedQuery(query.text());
        NamedEngine best = engines.get(0);
        double closest = Double.NEGATIVE_INFINITY;
        for (NamedEngine engine : engines) {
            double cosine = question.cosine(embedded(engine.description()));
            if (cosine > closest) {
                best = engine;
                closest = cosine;
            }
        }
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return new Selection(
                best.name(),
                String.format(Locale.ROOT, "its description is closest to the question, cosine %.2f", closest),
                new Usage(0, TokenUsage.NONE, time, Duration.ZERO, Duration.ZERO));
    }

    @Override
    public boolean callsModel() {
        return false;
    }

    private Embedding embedded(String description) {
        return descriptions.computeIfAbsent(
                description, text -> model.embedDocuments(List.of(text)).get(0));
    }
}
