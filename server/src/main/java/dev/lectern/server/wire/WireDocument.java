package dev.lectern.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document to be stored. Immutable.
 *
 * @param id the caller's id; null or empty asks for a new one
 * @param text the text
 * @param metadata the metadata
 * @param parent the document of which the caller says this is a part; null unless it came with metadata flat on the document, as
 *     LlamaIndex sends it
 */
public record WireDocument(
        @Nullable String id,
        String text,
        WireMetadata metadata,
        @Nullable String parent) {

    /**
     * Reads the body of an upsert.
     *
     * @throws Refusal 422 with all that is wrong
     */
    public static List<WireDocument> readAll(JsonNode body, Limits limits) {
        Faults faults = new Faults();
        List<WireDocument> documents = Fields.ofBody(body, faults)
                .requiredObjects("documents", limits.documents(), document -> read(document, limits));
        faults.refuseIfAny();
        return documents;
    }

    private static WireDocument read(Fields fields, Limits limits) {
        String id = fields.text("id", Limits.ID_CHARS);
        if (id != null && !id.isEmpty() && id.isBlank()) {
            fields.fault("id", "id must hold more than blanks", "value_error.blank");
        }
        String text = fields.requiredText("text", limits.textChars());
        Fields nested = fields.object("metadata");
        WireMetadata metadata = nested == null ? WireMetadata.NONE : WireMetadata.read(nested);
        String parent = fields.textIfAny("source_id", Limits.VALUE_CHARS).orElse(null);
        return new WireDocument(id, text, metadata.orFlat(fields), parent);
    }
}
