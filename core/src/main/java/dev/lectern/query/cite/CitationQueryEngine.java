package dev.lectern.query.cite;

import dev.lectern.model.Cancellation;
import dev.lectern.query.Explanation;
import dev.lectern.query.QueryEngine;
import dev.lectern.retrieve.Query;
import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.AnswerListener;
import dev.lectern.synthesize.Response;
import java.util.Objects;

/**
 * Checks the numbers in square brackets by which an answer points to its sources, and ties each statement to a place of a document.
 *
 * <pre>{@code
 * QueryEngine engine = CitationQueryEngine.create(index.queryEngine(options));
 * Response response = engine.query("When does the tide turn?");
 * response.citations(); // [1] points to characters 120-188 of tides.txt
 * }</pre>
 *
 * <p>Sources are numbered anew in the order in which the answer points to them, those it does not point to come after. A number that no
 * source has, or one that the model was not shown, stays in the text with a question mark, as in {@code [9?]}, and is a remark of
 * {@link dev.lectern.failure.Remark.Kind#UNKNOWN_MARK}; nothing of the answer is dropped. Each mark that is known gives a
 * {@link dev.lectern.synthesize.Citation}: what is quoted points to the quoted characters, other statements to the sentences of their source that share
 * most words with them.
 *
 * <p>The engine within answers and streams as it does otherwise, and it alone asks for marks: the wording of
 * {@link dev.lectern.synthesize.PromptTemplates#defaults()} does. While it streams, marks are rewritten as they come, each number after an
 * {@link AnswerEvent.Numbered}; where quotes show at the end that a mark was a document's own, the text is told anew after a
 * {@link AnswerEvent.Restart}. Cost: none but a look at the words of the sources pointed to.
 *
 * <p>Thread-safety: safe for concurrent use.
 */
public final class CitationQueryEngine implements QueryEngine {

    private final QueryEngine engine;

    private CitationQueryEngine(QueryEngine engine) {
        this.engine = engine;
    }

    /** Makes an engine that checks the answers of another. */
    public static CitationQueryEngine create(QueryEngine engine) {
        return new CitationQueryEngine(Objects.requireNonNull(engine, "engine"));
    }

    @Override
    public Response query(Query query) {
        return CheckedMarks.of(engine.query(query));
    }

    @Override
    public Response query(Query query, Cancellation cancellation) {
        return CheckedMarks.of(engine.query(query, cancellation));
    }

    @Override
    public Explanation explain(Query query) {
        return engine.explain(query);
    }

    @Override
    public Response stream(Query query, AnswerListener listener, Cancellation cancellation) {
        Objects.requireNonNull(listener, "listener");
        MarkStream marks = new MarkStream(listener);
        Response checked = CheckedMarks.of(engine.stream(query, marks, cancellation));
        marks.end(checked);
        listener.on(new AnswerEvent.Cost(checked.usage()));
        listener.on(new AnswerEvent.Done(checked));
        return checked;
    }

    /** Returns the name and the engine within, for people. */
    @Override
    public String toString() {
        return "CitationQueryEngine[" + engine + "]";
    }
}
