package dev.lectern.server.api;

import dev.lectern.server.wire.Fault;
import dev.lectern.server.wire.Faults;
import dev.lectern.server.wire.Json;
import dev.lectern.server.wire.Limits;
import dev.lectern.server.wire.Refusal;
import dev.lectern.server.wire.Reply;
import dev.lectern.server.wire.WireDeletion;
import dev.lectern.server.wire.WireFilter;
import dev.lectern.store.Capability;
import dev.lectern.store.Deletion;
import dev.lectern.store.Filter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deletes documents by id, by filter, by both (their union), or all. Nothing is ever deleted by a filter without a condition.
 *
 * <p>Sent by POST, ids also name the documents of which LlamaIndex said that others are parts, since its client deletes by those; the
 * parts go. Thread-safe.
 */
public final class DeleteOperation implements Operation {

    private final Backend backend;
    private final DocumentWriter writer;
    private final Limits limits;

    /** Makes the operation. */
    public DeleteOperation(Backend backend, DocumentWriter writer, Limits limits) {
        this.backend = backend;
        this.writer = writer;
        this.limits = limits;
    }

    @Override
    public Reply answer(Call call) {
        WireDeletion deletion = WireDeletion.read(call.json(), limits);
        if (deletion.all()) {
            writer.delete(Deletion.everything());
            return success();
        }
        Optional<Filter> filter = condition(deletion.filter());
        if (deletion.ids().isEmpty() && filter.isEmpty()) {
            throw Refusal.of(400, "One of ids, filter, or delete_all is required");
        }
        if (!deletion.ids().isEmpty()) {
            writer.delete(Deletion.documents(deletion.ids()));
            if (call.method().equals("POST") && backend.store().capabilities().contains(Capability.FILTER)) {
                writer.delete(Deletion.matching(Filter.in(StoredMetadata.PARENT, deletion.ids())));
            }
        }
        filter.ifPresent(condition -> writer.delete(Deletion.matching(condition)));
        return success();
    }

    /** Returns the condition; one that would be wider than what was sent is refused. */
    private Optional<Filter> condition(@Nullable WireFilter wire) {
        if (wire == null || wire.isEmpty()) {
            return Optional.empty();
        }
        Faults faults = new Faults();
        wire.unknown()
                .forEach(name -> faults.add(
                        Fault.of(List.of("body", "filter", name), "extra fields not permitted", "value_error.extra")));
        faults.refuseIfAny();
        backend.require(Capability.FILTER);
        return StoredMetadata.filter(wire);
    }

    private static Reply success() {
        return Reply.json(200, Json.object().put("success", true));
    }
}
