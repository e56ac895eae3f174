package dev.lectern.query.compose;

import dev.lectern.failure.LecternException;
import dev.lectern.failure.Remark;
import dev.lectern.model.Cancellation;
import dev.lectern.query.Explanation;
import dev.lectern.query.QueryEngine;
import dev.lectern.retrieve.Query;
import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.AnswerListener;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.Usage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has each question answered by the engine that fits it best, as a selector sees it.
 *
 * <pre>{@code
 * QueryEngine router = RouterQueryEngine.create(
 *         ModelSelector.create(model),
 *         List.of(new NamedEngine("facts", "Single facts: times, places, prices.", facts),
 *                 new NamedEngine("overview", "Questions about all of a text: summaries, lists.", overview)));
 * }</pre>
 *
 * <p>Where the selector chooses none, or its model fails, the first engine answers, and a remark of kind FALLBACK says why; else one of
 * kind ROUTED names the engine. What the choice cost is part of the usage.
 *
 * <p>Thread-safety: safe for concurrent use.
 */
public final class RouterQueryEngine implements QueryEngine {

    private static final Logger log = LoggerFactory.getLogger(RouterQueryEngine.class);

    /** The stage of the choice. */
    private static final String ROUTE = "route";

    private final EngineSelector selector;
    private final List<NamedEngine> engines;

    private RouterQueryEngine(EngineSelector selector, List<NamedEngine> engines) {
        this.selector = Objects.requireNonNull(selector, "selector");
        this.engines = List.copyOf(engines);
    }

    /**
     * Makes an engine.
     *
     * @param engines one or more with names of their own; the first answers where none is chosen
     * @throws IllegalArgumentException if there is none, or two have one name (message has it)
     */
    public static RouterQueryEngine create(EngineSelector selector, List<NamedEngine> engines) {
        if (engines.isEmpty()) {
            throw new IllegalArgumentException("engines must have at least one, got: 0");
        }
        Set<String> names = new HashSet<>();
        for (NamedEngine engine : engines) {
            if (!names.add(engine.name())) {
                throw new IllegalArgumentException("engines must have names of their own, got twice: " + engine.name());
            }
        }
        return new RouterQueryEngine(selector, engines);
    }

    /** The engine to ask, and what to say about it. */
    private record Route(NamedEngine engine, Remark remark, Usage usage) {

        Response mark(Response response) {
            return response.withUsage(response.usage().plus(usage)).withRemarks(List.of(remark));
        }
    }

    @Override
    public Response query(Query query) {
        return query(query, Cancellation.none());
    }

    @Override
    public Response query(Query query, Cancellation cancellation) {
        return answer(query, cancellation, (engine, asked) -> engine.query(asked, cancellation));
    }

    @Override
    public Response stream(Query query, AnswerListener listener, Cancellation cancellation) {
        Forward forward = new Forward(Objects.requireNonNull(listener, "listener"));
        cancellation.check(AnswerEvent.SUBJECT);
        listener.on(AnswerEvent.Stage.once(ROUTE));
        return forward.end(answer(query, cancellation, (engine, asked) -> engine.stream(asked, forward, cancellation)));
    }

    /** Explains the engine that would answer, or, where a language model would choose, the first, with what the others would take. */
    @Override
    public Explanation explain(Query query) {
        Objects.requireNonNull(query, "query");
        if (engines.size() == 1 || !selector.callsModel()) {
            Route route = route(query, Cancellation.none());
            return route.engine().engine().explain(query).noting(route.remark().text());
        }
        List<String> notes = new ArrayList<>();
        notes.add("Choosing among " + engines.size() + " engines may take 1 model call more. What follows is what \""
                + engines.get(0).name() + "\" would take.");
        engines.stream()
                .skip(1)
                .map(engine -> "\"" + engine.name() + "\" would take "
                        + engine.engine().explain(query).summary() + ".")
                .forEach(notes::add);
        return engines.get(0).engine().explain(query).noting(notes.toArray(String[]::new));
    }

    private Response answer(Query query, Cancellation cancellation, BiFunction<QueryEngine, Query, Response> ask) {
        Objects.requireNonNull(query, "query");
        cancellation.check(AnswerEvent.SUBJECT);
        Route route = route(query, cancellation);
        log.debug("routed to {}", route.engine().name());
        return route.mark(ask.apply(route.engine().engine(), query));
    }

    private Route route(Query query, Cancellation cancellation) {
        if (engines.size() == 1) {
            return new Route(engines.get(0), routed(engines.get(0), "there is no other"), Usage.NONE);
        }
        EngineSelector.Selection selection;
        try {
            selection = selector.select(query, engines, cancellation);
        } catch (LecternException e) {
            if (cancellation.isCancelled() || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return fallback("the choice failed: " + e.getMessage(), Usage.NONE);
        }
        for (NamedEngine engine : engines) {
            if (engine.name().equals(selection.name())) {
                return new Route(engine, routed(engine, selection.reason()), selection.usage());
            }
        }
        return fallback(selection.reason(), selection.usage());
    }

    private static Remark routed(NamedEngine engine, String reason) {
        return new Remark(
                Remark.Kind.ROUTED, engine.name(), "Engine \"" + engine.name() + "\" answered: " + reason + ".");
    }

    private Route fallback(String reason, Usage usage) {
        NamedEngine first = engines.get(0);
        return new Route(
                first,
                new Remark(
                        Remark.Kind.FALLBACK,
                        first.name(),
                        "Engine \"" + first.name() + "\" answered, the first of all: " + reason
                                + (reason.endsWith(".") ? "" : ".")),
                usage);
    }

    /** Returns the name and those of the engines, for people. */
    @Override
    public String toString() {
        return "RouterQueryEngine" + engines.stream().map(NamedEngine::name).toList();
    }
}
