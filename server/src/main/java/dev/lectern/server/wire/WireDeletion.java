package dev.lectern.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to delete: the union of ids and filter, or everything. Immutable.
 *
 * @param ids ids of documents
 * @param filter what a chunk of the document matches; null for none
 * @param all whether everything goes
 */
public record WireDeletion(List<String> ids, @Nullable WireFilter filter, boolean all) {

    /** Makes a deletion; the list is copied. */
    public WireDeletion {
        ids = List.copyOf(ids);
    }

    /**
     * Reads the body of a deletion.
     *
     * @throws Refusal 422 with all that is wrong
     */
    public static WireDeletion read(JsonNode body, Limits limits) {
        Faults faults = new Faults();
        Fields fields = Fields.ofBody(body, faults);
        List<String> ids = fields.texts("ids", Integer.MAX_VALUE, limits.textChars());
        Fields filter = fields.object("filter");
        WireDeletion deletion = new WireDeletion(
                ids == null ? List.of() : ids,
                filter == null ? null : WireFilter.read(filter),
                fields.bool("delete_all"));
        faults.refuseIfAny();
        return deletion;
    }
}
