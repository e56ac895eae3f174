package dev.lectern.server.describe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lectern.server.wire.Json;
import dev.lectern.server.wire.WireMetadata;
import dev.lectern.server.wire.WireQuery;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The schemas of bodies and answers, with the original's names. What may be null says so. Stateless.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.0.3#schema-object">OpenAPI 3.0.3, Schema Object</a>
 */
final class Schemas {

    private static final List<String> METADATA = List.of("source_id", "url", "created_at", "author");

    private Schemas() {}

    /** Returns all schemas by name. */
    static Map<String, ObjectNode> all() {
        Map<String, ObjectNode> all = new TreeMap<>();
        all.put("Source", source());
        all.put("DocumentMetadata", metadata());
        all.put("DocumentChunkMetadata", with(metadata(), "document_id", nullable(type("string"))));
        all.put("DocumentMetadataFilter", filter());
        all.put("Document", required(document(), "text"));
        all.put("DocumentChunkWithScore", required(chunk(), "text", "metadata", "score"));
        all.put("UpsertRequest", required(with(object(), "documents", list(ref("Document"))), "documents"));
        all.put("UpsertResponse", required(with(object(), "ids", list(type("string"))), "ids"));
        all.put("Body_upsert_file_upsert_file_post", required(form(), "file"));
        all.put("Query", required(query(), "query"));
        all.put("QueryRequest", required(with(object(), "queries", list(ref("Query"))), "queries"));
        all.put("QueryResult", required(queryResult(), "query", "results"));
        all.put("QueryResponse", required(with(object(), "results", list(ref("QueryResult"))), "results"));
        all.put("DeleteRequest", deletion());
        all.put("DeleteResponse", required(with(object(), "success", type("boolean")), "success"));
        all.put("DocumentSummary", required(summary(), "id", "metadata", "chunks"));
        all.put("DocumentList", required(documentList(), "documents", "next"));
        all.put("DocumentChunk", required(documentChunk(), "id", "text", "start", "end"));
        all.put("DocumentView", required(documentView(), "id", "metadata", "chunks"));
        all.put("MetadataPatch", required(with(object(), "metadata", ref("DocumentMetadata")), "metadata"));
        all.put("Problem", required(with(object(), "detail", type("string")), "detail"));
        all.put("ValidationError", required(validationError(), "loc", "msg", "type"));
        all.put("HTTPValidationError", with(object(), "detail", list(ref("ValidationError"))));
        return all;
    }

    private static ObjectNode source() {
        ObjectNode source = type("string");
        WireMetadata.SOURCES.forEach(source.putArray("enum")::add);
        return source;
    }

    private static ObjectNode metadata() {
        ObjectNode metadata = with(object(), "source", nullableRef("Source"));
        METADATA.forEach(name -> with(metadata, name, nullable(type("string"))));
        return metadata;
    }

    private static ObjectNode filter() {
        ObjectNode filter = with(object(), "source", nullableRef("Source"));
        for (String name : List.of("document_id", "source_id", "author", "start_date", "end_date")) {
            with(filter, name, nullable(type("string")));
        }
        return filter;
    }

    private static ObjectNode document() {
        ObjectNode document = with(object(), "id", nullable(type("string")));
        return with(with(document, "text", type("string")), "metadata", nullableRef("DocumentMetadata"));
    }

    private static ObjectNode chunk() {
        ObjectNode chunk = with(with(object(), "id", nullable(type("string"))), "text", type("string"));
        with(chunk, "metadata", ref("DocumentChunkMetadata"));
        with(chunk, "embedding", nullable(list(type("number"))));
        ObjectNode score =
                type("number").put("description", "Cosine of the angle to the query: -1 to 1, higher is closer.");
        with(chunk, "score", score);
        return with(chunk, "source_id", type("string"));
    }

    private static ObjectNode form() {
        ObjectNode form = with(object(), "file", type("string").put("format", "binary"));
        ObjectNode metadata = type("string").put("description", "A JSON object of DocumentMetadata.");
        return with(with(form, "metadata", metadata), "id", type("string"));
    }

    private static ObjectNode query() {
        ObjectNode query = with(object(), "query", type("string"));
        with(query, "filter", nullableRef("DocumentMetadataFilter"));
        return with(query, "top_k", nullable(type("integer").put("default", WireQuery.DEFAULT_TOP_K)));
    }

    private static ObjectNode queryResult() {
        return with(with(object(), "query", type("string")), "results", list(ref("DocumentChunkWithScore")));
    }

    private static ObjectNode deletion() {
        ObjectNode deletion = with(object(), "ids", nullable(list(type("string"))));
        with(deletion, "filter", nullableRef("DocumentMetadataFilter"));
        return with(deletion, "delete_all", nullable(type("boolean").put("default", false)));
    }

    private static ObjectNode summary() {
        ObjectNode summary = with(with(object(), "id", type("string")), "metadata", ref("DocumentChunkMetadata"));
        return with(summary, "chunks", type("integer"));
    }

    private static ObjectNode documentList() {
        ObjectNode page = with(object(), "documents", list(ref("DocumentSummary")));
        return with(page, "next", nullable(type("string")));
    }

    private static ObjectNode documentChunk() {
        ObjectNode chunk = with(with(object(), "id", type("string")), "text", type("string"));
        return with(with(chunk, "start", type("integer")), "end", type("integer"));
    }

    private static ObjectNode documentView() {
        ObjectNode view = with(with(object(), "id", type("string")), "metadata", ref("DocumentChunkMetadata"));
        return with(view, "chunks", list(ref("DocumentChunk")));
    }

    private static ObjectNode validationError() {
        ObjectNode step = Json.object();
        step.putArray("anyOf").add(type("string")).add(type("integer"));
        return with(with(with(object(), "loc", list(step)), "msg", type("string")), "type", type("string"));
    }

    static ObjectNode ref(String name) {
        return Json.object().put("$ref", "#/components/schemas/" + name);
    }

    private static ObjectNode object() {
        ObjectNode object = type("object");
        object.putObject("properties");
        return object;
    }

    private static ObjectNode type(String name) {
        return Json.object().put("type", name);
    }

    private static ObjectNode list(ObjectNode items) {
        ObjectNode list = type("array");
        list.set("items", items);
        return list;
    }

    private static ObjectNode nullable(ObjectNode schema) {
        return schema.put("nullable", true);
    }

    /** Beside a reference nothing counts in OpenAPI 3.0, so that it stands within. */
    private static ObjectNode nullableRef(String name) {
        ObjectNode schema = Json.object();
        schema.putArray("allOf").add(ref(name));
        return nullable(schema);
    }

    private static ObjectNode with(ObjectNode object, String name, ObjectNode schema) {
        object.withObjectProperty("properties").set(name, schema);
        return object;
    }

    private static ObjectNode required(ObjectNode object, String... names) {
        for (String name : names) {
            object.withArrayProperty("required").add(name);
        }
        return object;
    }
}
