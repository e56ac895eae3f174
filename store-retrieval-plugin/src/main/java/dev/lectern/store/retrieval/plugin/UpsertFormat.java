package dev.lectern.store.retrieval.plugin;

/** The formats in which the ChatGPT Retrieval Plugin takes documents, all in UTF-8. */
public enum UpsertFormat {

    /**
     * The body of {@code POST /upsert}: one object whose member {@code documents} is an array of {@code {id, text, metadata}}, where
     * {@code metadata} holds source, source_id, url, created_at and author.
     */
    REQUEST_BODY,

    /** The input of the plugin's script {@code process_json}: one array of objects with id, text and the five keys beside them. */
    JSON,

    /** The input of the plugin's script {@code process_jsonl}: one such object a line. */
    JSON_LINES,

    /**
     * The input of the plugin's script {@code process_zip}: an archive with a text file per document, {@code .md} for Markdown and
     * {@code .txt} for all else. The script gives each file a random id, {@code file} as its source and its name as {@code source_id},
     * so ids and metadata stay behind; for those take JSON_LINES.
     */
    ZIP
}
