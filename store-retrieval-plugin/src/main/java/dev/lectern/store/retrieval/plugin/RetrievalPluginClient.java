package dev.lectern.store.retrieval.plugin;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.store.StoreException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to a server of the ChatGPT Retrieval Plugin API.
 *
 * <pre>{@code
 * RetrievalPluginClient client = RetrievalPluginClient.builder("http://localhost:8000").build(); // token: BEARER_TOKEN
 * client.upsert(documents);
 * PluginResult result = client.query(PluginQuery.of("When does the tide turn?"));
 * }</pre>
 *
 * <p>Every failure is a {@link RetrievalPluginException} with the server's status and reason. A request is sent again when no connection
 * came about, when the connection broke, and on 429, 502, 503 and 504: after the time the server asks for in {@code Retry-After}, else
 * after a random time whose limit doubles. Only calls that leave the server the same when they come twice are repeated: queries;
 * deletions; and upserts, since each document goes with its id and replaces itself. An uploaded file gets a new id each time, so
 * {@link #upsertFile} is repeated only where no connection came about. A time-out is not repeated: the server may still be at work.
 *
 * <p>The token goes into the header {@code Authorization} and nowhere else: not into logs, messages or {@code toString}. Redirects are not
 * followed. Over plain {@code http} whoever carries the bytes can read it; use {@code https} beyond your own machine and network.
 *
 * <p>Immutable and thread-safe. Nothing needs to be closed: idle connections end by themselves.
 *
 * @see <a href="https://github.com/openai/chatgpt-retrieval-plugin">the API</a>
 */
public final class RetrievalPluginClient {

    /** Far below the thousands of parameters at which databases refuse a statement. */
    private static final int IDS_PER_DELETION = 500;

    private static final Pattern MEDIA_TYPE = Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+");

    /** The files that the original reads, by the end of their names. */
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "pdf", "application/pdf",
            "txt", "text/plain",
            "md", "text/markdown",
            "csv", "text/csv",
            "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation");

    private final ClientSettings settings;
    private final PluginTransport transport;

    RetrievalPluginClient(ClientSettings settings) {
        this.settings = settings;
        this.transport = new PluginTransport(settings);
    }

    /**
     * Starts a client.
     *
     * @param endpoint the address of the server, with the path before {@code /query} if there is one; a slash at its end does not matter
     * @throws IllegalArgumentException if it is no address of a server, or holds a user, a query, a blank or a line break
     */
    public static RetrievalPluginClientBuilder builder(String endpoint) {
        return new RetrievalPluginClientBuilder(PluginEndpoint.parse(endpoint));
    }

    /** Returns the address of the server. */
    public String endpoint() {
        return settings.endpoint().toString();
    }

    /**
     * Adds documents, or replaces those whose id the server has.
     *
     * <p>The server splits and embeds them by itself. Several requests go at a time. When one fails, those before it have been done; what
     * became of its own documents the API does not say, and the original may have lost their earlier versions. Sending all again is safe.
     *
     * @param documents of two with the same id the later is sent
     * @return what the server said, and what the API could not carry: sections, metadata keys but its own five, unknown sources
     * @throws StoreException if a document holds an unpaired surrogate; nothing is sent then
     * @throws RetrievalPluginException if the server does not do it
     */
    public UpsertAnswer upsert(Collection<Document> documents) {
        Map<String, Document> distinct = new LinkedHashMap<>();
        documents.forEach(document -> distinct.put(document.id(), document));
        RecordMapper mapper = new RecordMapper(settings.unknownSource());
        List<PluginRecord> records = new ArrayList<>(distinct.size());
        for (Document document : distinct.values()) {
            PluginRecord written = mapper.toRecord(document);
            requireWritable(written);
            mapper.count(document, written);
            records.add(written);
        }
        PluginCall all = UpsertBatches.call(records.size(), new byte[0]);
        List<String> ids = new UpsertBatches(
                        settings,
                        this::ids,
                        cause -> new PluginErrors(all, settings, Optional.empty()).interrupted(cause))
                .send(records);
        return new UpsertAnswer(ids, mapper.report(records.size()));
    }

    private static void requireWritable(PluginRecord written) {
        String fault = Surrogates.findFault(written);
        if (fault != null) {
            throw new StoreException(
                    written.id(),
                    "Could not upsert document " + written.id() + ": " + fault
                            + " Repair it first, for instance by putting U+FFFD in its place.",
                    null);
        }
    }

    /**
     * Uploads a file that the server reads by itself; its type comes from the end of its name.
     *
     * @throws IllegalArgumentException if the end is none of pdf, txt, md, csv, docx and pptx; then give the media type
     */
    public UpsertAnswer upsertFile(Path file, Metadata metadata) {
        String name = String.valueOf(file.getFileName());
        String end = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String mediaType = MEDIA_TYPES.get(end);
        if (mediaType == null) {
            throw new IllegalArgumentException("file must end in one of "
                    + MEDIA_TYPES.keySet().stream().sorted().toList() + ", got: " + name
                    + "; for a server that reads more give the media type");
        }
        return upsertFile(file, mediaType, metadata);
    }

    /**
     * Uploads a file that the server reads by itself, under an id of the server's choice. Memory does not grow with the file.
     *
     * @param mediaType the bare media type, such as {@code application/pdf}; the server reads the file by it
     * @param metadata goes with the file as far as the API can carry it; without {@code source} the server has none either, and without
     *     any key it takes {@code file}
     * @throws IllegalArgumentException if the media type has parameters or is none
     * @throws StoreException if the file cannot be read
     * @throws RetrievalPluginException if the server does not do it
     */
    public UpsertAnswer upsertFile(Path file, String mediaType, Metadata metadata) {
        if (!MEDIA_TYPE.matcher(mediaType).matches()) {
            throw new IllegalArgumentException(
                    "mediaType must be a type without parameters, such as text/plain, got: \"" + mediaType + "\"");
        }
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw unreadable(file, null);
        }
        RecordMapper mapper = new RecordMapper(settings.unknownSource());
        Document named = Document.of(file.toString(), "", metadata);
        PluginRecord written = mapper.toRecord(named);
        requireWritable(written);
        mapper.count(named, written);
        Multipart form = new Multipart(file, mediaType, written.metadata());
        try {
            List<String> ids = ids(new PluginCall(
                    "POST", "/upsert-file", "upload " + file.getFileName(), form.contentType(), form::body, false));
            return new UpsertAnswer(ids, mapper.report(1));
        } catch (UncheckedIOException e) {
            throw unreadable(file, e);
        }
    }

    private static StoreException unreadable(Path file, @Nullable Throwable cause) {
        return new StoreException(
                file.toString(),
                "Could not upload " + file + ": it is no file that can be read. Check the path.",
                cause);
    }

    private List<String> ids(PluginCall call) {
        return transport.exchange(call).list("ids").stream()
                .filter(Objects::nonNull)
                .map(Object::toString)
                .toList();
    }

    /** Asks one question. */
    public PluginResult query(PluginQuery query) {
        return query(List.of(query)).get(0);
    }

    /**
     * Asks several questions in one request.
     *
     * @return one result per question, in their order
     * @throws RetrievalPluginException if the server does not answer
     */
    public List<PluginResult> query(List<PluginQuery> queries) {
        if (queries.isEmpty()) {
            return List.of();
        }
        PluginCall call = PluginCall.json(
                "POST",
                "/query",
                "ask " + count(queries.size(), "question"),
                Map.of("queries", queries.stream().map(PluginQuery::toMap).toList()));
        PluginAnswer answer = transport.exchange(call);
        List<?> results = answer.list("results");
        if (results.size() != queries.size()) {
            throw answer.bad("it has " + results.size() + " results for " + queries.size() + " questions");
        }
        List<PluginResult> all = new ArrayList<>(results.size());
        for (int i = 0; i < results.size(); i++) {
            // An absent list is taken for an empty one.
            Object chunks = JsonTree.object(results.get(i)).get("results");
            all.add(new PluginResult(
                    queries.get(i).text(),
                    chunks instanceof List<?> list
                            ? list.stream().map(ChunkReader::read).toList()
                            : List.of()));
        }
        return all;
    }

    /**
     * Deletes documents with all their pieces; unknown ids are no error.
     *
     * @throws RetrievalPluginException if the server does not do it
     */
    public void deleteDocuments(Collection<String> documentIds) {
        List<String> ids = List.copyOf(new LinkedHashSet<>(documentIds));
        for (int from = 0; from < ids.size(); from += IDS_PER_DELETION) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + IDS_PER_DELETION));
            delete("delete " + count(some.size(), "document"), Map.of("ids", some));
        }
    }

    /**
     * Deletes what matches a filter.
     *
     * @throws IllegalArgumentException if the filter has no condition: some servers take that for everything
     * @throws RetrievalPluginException if the server does not do it
     */
    public void delete(PluginFilter filter) {
        if (filter.isEmpty()) {
            throw new IllegalArgumentException(
                    "filter must have a condition, got: none; use deleteAll() to delete everything");
        }
        delete("delete what matches", Map.of("filter", filter.toMap()));
    }

    /**
     * Deletes everything the server has.
     *
     * @throws RetrievalPluginException if the server does not do it
     */
    public void deleteAll() {
        delete("delete everything", Map.of("delete_all", true));
    }

    private void delete(String what, Map<String, Object> body) {
        PluginAnswer answer = transport.exchange(PluginCall.json("DELETE", "/delete", what, body));
        Object success = answer.json().get("success");
        if (Boolean.FALSE.equals(success)) {
            throw answer.errors().notDone("\"success\": false");
        }
        if (!Boolean.TRUE.equals(success)) {
            throw answer.bad("it does not say whether it was a success");
        }
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** Returns the endpoint; never the token. */
    @Override
    public String toString() {
        return "RetrievalPluginClient[" + settings.endpoint() + ", " + settings.token() + "]";
    }
}
