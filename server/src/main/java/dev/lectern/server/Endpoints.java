package dev.lectern.server;

import dev.lectern.server.ServerOptions.Auth;
import dev.lectern.server.api.ChunkText;
import dev.lectern.server.api.DeleteOperation;
import dev.lectern.server.api.Description;
import dev.lectern.server.api.Description.Part;
import dev.lectern.server.api.DocumentWriter;
import dev.lectern.server.api.DocumentsOperations;
import dev.lectern.server.api.Endpoint;
import dev.lectern.server.api.Endpoint.Body;
import dev.lectern.server.api.HealthOperations;
import dev.lectern.server.api.Operation;
import dev.lectern.server.api.QueryOperation;
import dev.lectern.server.api.Right;
import dev.lectern.server.api.UploadOperation;
import dev.lectern.server.api.UpsertOperation;
import dev.lectern.server.describe.Descriptions;
import dev.lectern.server.describe.Manifest;
import dev.lectern.server.wire.Limits;
import dev.lectern.spi.Settings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The table of endpoints: what there is, who may, what it does, and how it is described. One thread at a time. */
final class Endpoints {

    private final Settings settings;
    private final Parts parts;
    private final Operation metrics;
    private final List<Endpoint> all = new ArrayList<>();

    private Endpoints(Settings settings, Parts parts, Operation metrics) {
        this.settings = settings;
        this.parts = parts;
        this.metrics = metrics;
    }

    /**
     * Makes the table.
     *
     * @param metrics answers the figures of the moment
     */
    static List<Endpoint> of(Settings settings, Parts parts, Operation metrics) {
        Endpoints endpoints = new Endpoints(settings, parts, metrics);
        endpoints.addThoseOfTheOriginal();
        endpoints.addDescriptions();
        return List.copyOf(endpoints.all);
    }

    private void addThoseOfTheOriginal() {
        Limits limits = limits(settings);
        DocumentWriter writer = new DocumentWriter(parts.backend(), limits);
        boolean strict = settings.get(ServerOptions.STRICT);
        ChunkText text = settings.get(ServerOptions.CHUNKING) == Chunking.COMPATIBLE
                ? ChunkText.WITHOUT_LINE_BREAKS
                : ChunkText.AS_IT_IS;
        Operation upsert = new UpsertOperation(writer, limits);
        Operation upload =
                new UploadOperation(writer, parts.reader(), limits, strict, settings.get(ServerOptions.FILE_NAMES));
        Operation query = new QueryOperation(parts.backend(), limits, text, strict);
        Operation delete = new DeleteOperation(parts.backend(), writer, limits);

        all.add(new Endpoint("POST", "/query", Right.READ, Body.JSON, query).described(QUERY));
        all.add(new Endpoint("POST", "/upsert", Right.WRITE, Body.JSON, upsert).described(UPSERT));
        all.add(new Endpoint("POST", "/upsert-file", Right.WRITE, Body.FORM, upload).described(UPSERT_FILE));
        all.add(new Endpoint("DELETE", "/delete", Right.DELETE, Body.JSON, delete).described(DELETE));
        all.add(new Endpoint("POST", "/delete", Right.DELETE, Body.JSON, delete));
        all.add(new Endpoint("POST", "/sub/query", Right.READ, Body.JSON, query));
        if (settings.get(ServerOptions.PROFILE) == Profile.MEMORY) {
            all.add(new Endpoint("POST", "/sub/upsert", Right.WRITE, Body.JSON, upsert));
        }
        addOurs(new DocumentsOperations(parts.backend(), writer, text));
    }

    private void addOurs(DocumentsOperations documents) {
        HealthOperations health = new HealthOperations(parts.backend().store());
        Body work = Body.NONE_WITH_WORK;
        all.add(new Endpoint("GET", "/documents", Right.READ, work, documents::list).described(LIST));
        all.add(new Endpoint("GET", "/documents/{id}", Right.READ, work, documents::show).described(SHOW));
        all.add(new Endpoint("PATCH", "/documents/{id}", Right.WRITE, Body.JSON, documents::patch).described(PATCH));
        all.add(new Endpoint("GET", "/health", null, work, health::ready));
        all.add(new Endpoint("GET", "/health/ready", null, work, health::ready));
        all.add(new Endpoint("GET", "/health/live", null, Body.NONE, health::live));
        all.add(new Endpoint("GET", "/metrics", Right.READ, work, metrics));
    }

    private void addDescriptions() {
        Descriptions descriptions = new Descriptions(
                all,
                published(),
                new Manifest(
                        settings.get(ServerOptions.NAME),
                        settings.get(ServerOptions.EMAIL),
                        settings.get(ServerOptions.LEGAL)),
                settings.get(ServerOptions.AUTH) == Auth.TOKEN);
        document("/.well-known/ai-plugin.json", descriptions::manifest);
        document("/.well-known/openapi.yaml", descriptions::published);
        document("/.well-known/logo.png", descriptions::logo);
        document("/openapi.json", descriptions::original);
        document("/sub/openapi.json", descriptions::sub);
        document("/docs", descriptions::page);
        document("/redoc", descriptions::page);
        document("/sub/docs", descriptions::page);
    }

    private void document(String path, Operation operation) {
        all.add(new Endpoint("GET", path, null, Body.NONE, operation));
    }

    private Set<Part> published() {
        return switch (settings.get(ServerOptions.PROFILE)) {
            case QUERY_ONLY -> EnumSet.of(Part.QUERY);
            case MEMORY -> EnumSet.of(Part.QUERY, Part.MEMORY);
            case FULL -> EnumSet.allOf(Part.class);
        };
    }

    static Limits limits(Settings settings) {
        return new Limits(
                settings.get(ServerOptions.MAX_BODY),
                settings.get(ServerOptions.MAX_UPLOAD),
                settings.get(ServerOptions.MAX_DOCUMENTS),
                settings.get(ServerOptions.MAX_TEXT),
                settings.get(ServerOptions.MAX_QUERIES),
                settings.get(ServerOptions.MAX_TOP_K),
                settings.get(ServerOptions.MAX_CHUNKS));
    }

    private static final Description QUERY = new Description(
            "query_query_post",
            "Query",
            "Accepts a list of questions, each with an optional filter and top_k, and returns the passages closest to each. Break a complex"
                    + " question down into several. Set filters only where the user names a source, an author or a time. If the answer is"
                    + " too large to be read, ask fewer questions at once or lower top_k.",
            "QueryRequest",
            "QueryResponse",
            Part.QUERY);

    private static final Description UPSERT = new Description(
            "upsert_upsert_post",
            "Upsert",
            "Saves documents of plain text with optional metadata. To save what was said in a conversation, ask the user first, set the"
                    + " source to chat and created_at to the present time, and give no id.",
            "UpsertRequest",
            "UpsertResponse",
            Part.MEMORY);

    private static final Description UPSERT_FILE = new Description(
            "upsert_file_upsert_file_post",
            "Upsert File",
            "Saves the text of a file, with optional metadata as JSON. With an id it takes the place of an earlier upload of that id.",
            "Body_upsert_file_upsert_file_post",
            "UpsertResponse",
            Part.ORIGINAL);

    private static final Description DELETE = new Description(
            "delete_delete_delete",
            "Delete",
            "Deletes documents by id, by filter, by both (each that either names), or all. A filter without a condition deletes nothing.",
            "DeleteRequest",
            "DeleteResponse",
            Part.ORIGINAL);

    private static final Description LIST = new Description(
            "documents_documents_get",
            "Documents",
            "Lists documents in the order of their ids, a page at a time; next is where the following page starts.",
            "",
            "DocumentList",
            Part.ADDED);

    private static final Description SHOW = new Description(
            "document_documents_id_get",
            "Document",
            "Returns a document with its chunks, in order.",
            "",
            "DocumentView",
            Part.ADDED);

    private static final Description PATCH = new Description(
            "patch_documents_id_patch",
            "Patch Document",
            "Changes the metadata that is named; null takes a member away. The text stays as it is.",
            "MetadataPatch",
            "DocumentView",
            Part.ADDED);
}
