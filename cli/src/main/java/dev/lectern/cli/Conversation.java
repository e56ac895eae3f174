package dev.lectern.cli;

import dev.lectern.query.QueryEngine;
import dev.lectern.query.compose.CondenseQueryEngine;
import dev.lectern.query.compose.Turn;
import dev.lectern.synthesize.Response;
import java.util.ArrayList;
import java.util.List;

/** The questions of one run: what was asked and answered before is known to an engine that takes a history. One thread at a time. */
final class Conversation {

    private final QueryEngine engine;
    private final List<Turn> turns = new ArrayList<>();

    Conversation(QueryEngine engine) {
        this.engine = engine;
    }

    /** Returns what answers the next question. */
    QueryEngine engine() {
        return engine instanceof CondenseQueryEngine condense ? condense.after(turns) : engine;
    }

    void add(String question, Response response) {
        turns.add(new Turn(question, response.text()));
    }
}
