package dev.lectern.server.api;

import dev.lectern.server.wire.Reply;

/** What an endpoint does. Thread-safe. */
@FunctionalInterface
public interface Operation {

    /**
     * Answers a call; may block.
     *
     * @throws dev.lectern.server.wire.Refusal if the call cannot be answered as it is
     * @throws dev.lectern.failure.LecternException if store, model or reader fails
     */
    Reply answer(Call call);
}
