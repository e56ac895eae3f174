package dev.lectern.server;

import dev.lectern.spi.Option;
import java.time.Duration;
import java.util.List;

/** The options of the server: their names, defaults and meanings, the same in code, flags, environment and file. */
final class ServerOptions {

    static final Option<String> HOST = Option.text("host", "127.0.0.1", "the address to listen on");
    static final Option<Integer> PORT = Option.number("port", 8000, "the port to listen on; 0 for any free one");
    static final Option<String> TOKEN = Option.text(
            "token",
            "",
            "the bearer token that allows everything; made at random on a loopback address if none is given");
    static final Option<String> TOKENS = Option.text(
            "tokens",
            "",
            "more tokens with their rights, as in read:TOKEN,read+write:TOKEN; rights are read, write and delete");
    static final Option<Auth> AUTH =
            Option.choice("auth", Auth.TOKEN, "who may call; none is for a loopback address only");
    static final Option<Boolean> CHALLENGE = Option.bool(
            "auth-challenge", false, "whether a request without token gets 401 with WWW-Authenticate instead of 403");
    static final Option<String> STORE = Option.text(
            "store",
            "lucene",
            "the store, by name; its options follow as store.NAME, and one on disk lies in lectern-store unless store.path is given");
    static final Option<String> MODEL = Option.text(
            "embedding-model",
            "",
            "the embedding model, by name; unless given the only one there is, or onnx; embedding-model.NAME");
    static final Option<String> READER =
            Option.text("reader", "file", "the reader of uploads, by name; its options follow as reader.NAME");
    static final Option<Chunking> CHUNKING = Option.choice(
            "chunking", Chunking.SENTENCE, "how documents are cut: whole sentences, or as the original does");
    static final Option<Integer> CHUNK_TOKENS =
            Option.number("chunk-tokens", 0, "the size of chunks in tokens; 0 for what suits the embedding model");
    static final Option<Integer> CHUNK_OVERLAP =
            Option.number("chunk-overlap", -1, "tokens that a chunk repeats of the one before; -1 for the default");
    static final Option<Profile> PROFILE = Option.choice(
            "profile", Profile.QUERY_ONLY, "which operations the published description offers to a model");
    static final Option<Boolean> STRICT = Option.bool(
            "strict", false, "whether unknown filter members and bad upload metadata are refused instead of ignored");
    static final Option<Boolean> FILE_NAMES = Option.bool(
            "file-name-as-source-id", false, "whether an upload without source_id gets its file name as such");
    static final Option<String> PUBLIC_URL =
            Option.text("public-url", "", "where clients reach this server; what each request says unless given");
    static final Option<Boolean> FORWARDED = Option.bool(
            "trust-forwarded",
            false,
            "whether Forwarded and X-Forwarded headers are believed, as behind a proxy of one's own");
    static final Option<String> NAME =
            Option.text("name-for-human", "Retrieval Plugin", "the name in the manifest that people see");
    static final Option<String> EMAIL =
            Option.text("contact-email", "hello@contact.com", "the address in the manifest");
    static final Option<String> LEGAL =
            Option.text("legal-url", "http://example.com/legal-info", "the page with terms in the manifest");
    static final Option<String> CORS = Option.text(
            "cors",
            "off",
            "which origins may call from a browser: off, chatgpt, local, or origins with commas between");
    static final Option<Boolean> PRIVATE_NETWORK = Option.bool(
            "cors-private-network", false, "whether public pages may call this server in a private network");
    static final Option<String> KEYSTORE =
            Option.text("tls-keystore", "", "a PKCS 12 file with key and certificate; given, only TLS is spoken");
    static final Option<String> KEYSTORE_PASSWORD = Option.text("tls-password", "", "opens the PKCS 12 file");
    static final Option<Boolean> ALLOW_PLAIN = Option.bool(
            "allow-plain-http", false, "whether other than loopback addresses may go without TLS, as behind a proxy");
    static final Option<Integer> MAX_BODY =
            Option.number("max-body-bytes", 10 << 20, "the largest JSON body, in bytes");
    static final Option<Integer> MAX_UPLOAD =
            Option.number("max-upload-bytes", 50 << 20, "the largest upload, in bytes");
    static final Option<Integer> MAX_DOCUMENTS =
            Option.number("max-documents", 10_000, "how many documents an upsert may have");
    static final Option<Integer> MAX_TEXT = Option.number(
            "max-text-chars", 5_000_000, "the longest text of a document, in UTF-16 code units, also of a file");
    static final Option<Integer> MAX_QUERIES = Option.number("max-queries", 100, "how many queries a request may have");
    static final Option<Integer> MAX_TOP_K = Option.number("max-top-k", 1_000, "the largest top_k");
    static final Option<Integer> MAX_CHUNKS =
            Option.number("max-chunks", 10_000, "how many chunks a document may have");
    static final Option<Integer> MAX_CONNECTIONS =
            Option.number("max-connections", 2_000, "how many connections are kept at once");
    static final Option<Integer> WORKERS = Option.number("workers", 32, "how many operations run at once");
    static final Option<Integer> QUEUE =
            Option.number("queue", 512, "how many operations wait for their turn; more are refused with 503");
    static final Option<Duration> IDLE_TIMEOUT = Option.duration(
            "idle-timeout", Duration.ofSeconds(30), "how long a connection may go without a whole request");
    static final Option<Duration> READ_TIMEOUT = Option.duration(
            "read-timeout", Duration.ofSeconds(60), "how long a body may take from its first byte to its last");
    static final Option<Duration> STOP_TIMEOUT =
            Option.duration("stop-timeout", Duration.ofSeconds(30), "how long stopping waits for what was accepted");

    static final List<Option<?>> ALL = List.of(
            HOST,
            PORT,
            TOKEN,
            TOKENS,
            AUTH,
            CHALLENGE,
            STORE,
            MODEL,
            READER,
            CHUNKING,
            CHUNK_TOKENS,
            CHUNK_OVERLAP,
            PROFILE,
            STRICT,
            FILE_NAMES,
            PUBLIC_URL,
            FORWARDED,
            NAME,
            EMAIL,
            LEGAL,
            CORS,
            PRIVATE_NETWORK,
            KEYSTORE,
            KEYSTORE_PASSWORD,
            ALLOW_PLAIN,
            MAX_BODY,
            MAX_UPLOAD,
            MAX_DOCUMENTS,
            MAX_TEXT,
            MAX_QUERIES,
            MAX_TOP_K,
            MAX_CHUNKS,
            MAX_CONNECTIONS,
            WORKERS,
            QUEUE,
            IDLE_TIMEOUT,
            READ_TIMEOUT,
            STOP_TIMEOUT);

    private ServerOptions() {}

    /** Who may call. */
    enum Auth {
        /** Who has a token. */
        TOKEN,
        /** Everybody. */
        NONE
    }
}
