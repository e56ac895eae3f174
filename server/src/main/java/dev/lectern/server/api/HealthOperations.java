package dev.lectern.server.api;

import dev.lectern.failure.LecternException;
import dev.lectern.server.wire.Json;
import dev.lectern.server.wire.Reply;
import dev.lectern.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whether the server lives, and whether it can do its work; nothing that a stranger should not know. Thread-safe. */
public final class HealthOperations {

    private static final Logger log = LoggerFactory.getLogger(HealthOperations.class);

    private final Store store;

    /** Makes the operations. */
    public HealthOperations(Store store) {
        this.store = store;
    }

    /** Answers 200 as long as anything is answered. */
    public Reply live(Call call) {
        return Reply.json(200, Json.object().put("status", "live"));
    }

    /** Answers 200 where the store answers, 503 where it does not. */
    public Reply ready(Call call) {
        try {
            store.documentCount();
            return Reply.json(200, Json.object().put("status", "ready"));
        } catch (LecternException | IllegalStateException e) {
            log.warn("the store does not answer: {}", e.toString());
            return Reply.json(503, Json.object().put("status", "the store does not answer"));
        }
    }
}
