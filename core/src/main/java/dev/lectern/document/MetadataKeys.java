package dev.lectern.document;

import java.util.Set;

/**
 * The standard metadata keys, one spelling for all readers.
 *
 * <p>A reader sets those it knows and leaves the others out. Own keys may stand beside them.
 */
public final class MetadataKeys {

    /** Where the document came from, as a category: {@code file}, {@code email}, {@code chat}, {@code web}. Text. */
    public static final String SOURCE = "source";

    /** The source within its category: a path relative to the root that was read, a message id, a URL. Text. */
    public static final String SOURCE_ID = "source_id";

    /** The address of the document. Text. */
    public static final String URL = "url";

    /** The address that was asked for, where it led to a document of another one. Text. */
    public static final String REQUESTED_URL = "requested_url";

    /** When the content was created or published. Instant. */
    public static final String CREATED_AT = "created_at";

    /** When the content was last changed. Instant; volatile. */
    public static final String MODIFIED_AT = "modified_at";

    /** Who wrote it. Text. */
    public static final String AUTHOR = "author";

    /** The title. Text. */
    public static final String TITLE = "title";

    /** A short description that the document gives of itself. Text. */
    public static final String DESCRIPTION = "description";

    /** The language as a BCP 47 tag, such as {@code en} or {@code zh-Hant}. Text. */
    public static final String LANGUAGE = "language";

    /** The absolute path of the file. Text. */
    public static final String FILE_PATH = "file_path";

    /** The name of the file without folders. Text. */
    public static final String FILE_NAME = "file_name";

    /** The size of the file in bytes. Whole number. */
    public static final String FILE_SIZE = "file_size";

    /** The media type of the original, such as {@code application/pdf}. Text. */
    public static final String MEDIA_TYPE = "media_type";

    /** The charset the original was decoded with, by its IANA name. Text. */
    public static final String CHARSET = "charset";

    /** How many characters could not be decoded and stand as U+FFFD. Whole number, left out when 0. */
    public static final String REPLACED_CHARS = "replaced_chars";

    /** The page, counted from 1; of a node: the page on which it starts. Whole number. */
    public static final String PAGE = "page";

    /** Of a node that runs over a page break: the page on which it ends. Whole number. */
    public static final String PAGE_END = "page_end";

    /**
     * How many glyphs are left out since the font of a PDF does not say which characters they are. Whole number, left out when 0.
     */
    public static final String LOST_GLYPHS = "lost_glyphs";

    /** How many pages the document has. Whole number. */
    public static final String PAGE_COUNT = "page_count";

    /** The pages that show images and have no text, as scanned ones, as in {@code 2, 5-9}. Text, left out when there are none. */
    public static final String PAGES_WITHOUT_TEXT = "pages_without_text";

    /** The slide, counted from 1; of a node: the slide on which it starts. Whole number. */
    public static final String SLIDE = "slide";

    /** The name of the sheet of a workbook. Text. */
    public static final String SHEET = "sheet";

    /** The rows of a table, counted from 1 as its program counts them, as in {@code 2-21}. Text. */
    public static final String ROWS = "rows";

    /** The part of a file that the document is, such as an entry of an archive, with {@code !/} between levels. Text. */
    public static final String PART = "part";

    /** The language of source code, such as {@code java}. Text. */
    public static final String CODE_LANGUAGE = "code_language";

    /** Whom a message is for, as it names them. Text. */
    public static final String RECIPIENTS = "recipients";

    /** The id of a message that its sender made. Text. */
    public static final String MESSAGE_ID = "message_id";

    /** The headings above a node, outermost first, joined by {@code " > "}. Text. */
    public static final String HEADING = "heading";

    /** How close the text was to the query by which it was found; higher is closer. Decimal; volatile. */
    public static final String SCORE = "score";

    private static final Set<String> VOLATILE = Set.of(MODIFIED_AT, SCORE);

    private static final Set<String> DESCRIPTIVE = Set.of(TITLE, HEADING);

    private MetadataKeys() {}

    /** Tells whether a key changes without the content changing; such keys are left out of content hashes. */
    public static boolean isVolatile(String key) {
        return VOLATILE.contains(key);
    }

    /**
     * Tells whether a key describes what the text is about: title and heading. Only these are embedded with a node's text;
     * paths, sizes and dates would move the vector away from what the text says.
     */
    public static boolean isDescriptive(String key) {
        return DESCRIPTIVE.contains(key);
    }
}
