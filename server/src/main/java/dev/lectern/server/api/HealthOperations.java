package dev.lectern.server.api;

import dev.lectern.server.wire.Json;
import dev.lectern.server.wire.Reply;
import dev.lectern.store.Store;

/** Tells whether the server lives, and whether it can do its work; nothing that a stranger should not know. Thread-safe. */
public final class HealthOperations {

    private final Store store;

    /** Makes the operations. */
    public HealthOperations(Store store) {
        this.store = store;
    }

    /** Answers 200 as long as anything is answered. */
    public Reply live(Call call) {
        return Reply.json(200, Json.object().put("status", "live"));
    }

    /** Answers 200 where the store answers, 500 or 503 where it does not. */
    public Reply ready(Call call) {
        store.documentCount(); // throws where the store is closed or cannot be reached
        return Reply.json(200, Json.object().put("status", "ready"));
    }
}
