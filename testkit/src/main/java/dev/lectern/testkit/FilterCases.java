package dev.lectern.testkit;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataValue;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Embedding;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Filter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes documents whose metadata are hard on a store, and filters over them.
 *
 * <p>Values come from small pools, so that comparisons are often true, and from the places where stores go wrong: whole numbers that no
 * double holds, text that UTF-8 cannot say, text longer than an index takes, and text that looks like the separator of a list.
 */
final class FilterCases {

    /** How many nodes {@link #documents} makes of each document at most. */
    private static final int MOST_NODES = 3;

    private static final String LONG = "tide ".repeat(8_000);

    private static final List<List<?>> VALUES = List.of(
            List.of(
                    "",
                    " ",
                    "a",
                    "A",
                    "tide",
                    "tides",
                    "ti%de",
                    "*",
                    "it's",
                    "a\\\"b",
                    "a\u0000b",
                    "e\u0301",
                    "\u00E9",
                    "\uE000",
                    "\uFFFD",
                    "?",
                    "\uD800",
                    "\uDC00x",
                    "\uD83C\uDF0A",
                    LONG,
                    LONG + "a",
                    LONG + "b",
                    "3",
                    "true"),
            List.of(
                    0L,
                    1L,
                    -1L,
                    3L,
                    7L,
                    Long.MAX_VALUE,
                    Long.MAX_VALUE - 1,
                    Long.MIN_VALUE,
                    1L << 53,
                    (1L << 53) + 1,
                    -(1L << 53) - 1,
                    0.0,
                    -0.0,
                    1.0,
                    3.0,
                    2.5,
                    0.1,
                    (double) 0.1f,
                    0x1p53,
                    0x1p63,
                    -0x1p63,
                    Double.MIN_VALUE,
                    -Double.MIN_VALUE,
                    Double.MAX_VALUE,
                    -Double.MAX_VALUE),
            List.of(true, false),
            List.of(
                    Instant.EPOCH,
                    Instant.EPOCH.minusNanos(1),
                    Instant.EPOCH.plusNanos(1),
                    Instant.parse("1929-10-29T00:00:00Z"),
                    Instant.parse("2024-02-29T12:34:56.789Z"),
                    Instant.parse("2024-02-29T12:34:56.789000001Z"),
                    Instant.parse("+13021-01-01T00:00:00Z"),
                    Instant.MIN,
                    Instant.MAX),
            List.of(
                    List.of(),
                    List.of(""),
                    List.of("a"),
                    List.of("a", "tide"),
                    List.of("tide", "a"),
                    List.of("a", "a"),
                    List.of("a, tide"),
                    List.of("a\u0000tide"),
                    List.of("\uD800", "?"),
                    List.of(LONG, "a")));

    /** Keys of nodes: one usual, and some that query languages, paths or the store's own fields could trip over. */
    private static final List<String> KEYS = List.of(
            "author",
            "page count",
            "a.b[0]",
            "$size",
            "\u043A\u043B\u044E\u0447 \uD83C\uDF0A",
            "lone\uDC00",
            "id",
            "text",
            "vector",
            Filter.DOCUMENT_ID);

    private static final List<String> ENDINGS = List.of("", "\uD83C\uDF0A", "\uE000", "\uD800", "%", "#0");

    private final Random random;

    FilterCases(Random random) {
        this.random = random;
    }

    /** Returns a filter or a query for a message, without the text that nobody would read to its end. */
    static String show(Object filterOrQuery) {
        return filterOrQuery.toString().replace(LONG, "(" + LONG.length() + " chars)");
    }

    /** Makes documents of up to three nodes with metadata of their own; each says "harbour". */
    List<DocumentNodes> documents(int count) {
        List<DocumentNodes> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            documents.add(document(id(i)));
        }
        return documents;
    }

    private static String id(int number) {
        return "d" + number + ENDINGS.get(number % ENDINGS.size());
    }

    private DocumentNodes document(String id) {
        Metadata own = metadata(Metadata.empty(), 5);
        StringBuilder text = new StringBuilder();
        List<Node> nodes = new ArrayList<>();
        List<Embedding> vectors = new ArrayList<>();
        for (int i = random.nextInt(MOST_NODES + 1); i > 0; i--) {
            String said = "harbour " + "and more ".repeat(random.nextInt(6));
            Span span = new Span(text.length(), text.length() + said.length());
            Metadata metadata = random.nextBoolean() ? own : metadata(own, 2);
            nodes.add(Node.of(id, nodes.size(), span, said, metadata));
            vectors.add(Embedding.of(random.nextFloat(), random.nextFloat(), 0.1f));
            text.append(said);
        }
        return new DocumentNodes(Document.of(id, text.toString(), own), "test", nodes, vectors);
    }

    private Metadata metadata(Metadata own, int most) {
        Metadata.Builder metadata = own.toBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            String key = KEYS.get(random.nextInt(KEYS.size()));
            metadata.set(key, value(key));
        }
        return metadata.build();
    }

    /** Makes a condition, or a tree of them that is so deep at most. */
    Filter filter(int depth) {
        String key = random.nextInt(20) == 0 ? "missing" : KEYS.get(random.nextInt(KEYS.size()));
        return switch (random.nextInt(depth == 0 ? 6 : 12)) {
            case 0 -> new Filter.In(key, values(key));
            case 1 -> new Filter.Exists(key);
            case 2, 3, 4, 5 -> new Filter.Comparison(key, operator(), value(key));
            case 6, 7 -> new Filter.And(filters(depth - 1));
            case 8, 9 -> new Filter.Or(filters(depth - 1));
            default -> new Filter.Not(filter(depth - 1));
        };
    }

    private Filter.Operator operator() {
        Filter.Operator[] operators = Filter.Operator.values();
        return operators[random.nextInt(operators.length)];
    }

    private List<Filter> filters(int depth) {
        List<Filter> filters = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            filters.add(filter(depth));
        }
        return filters;
    }

    private List<MetadataValue> values(String key) {
        List<MetadataValue> values = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            values.add(value(key));
        }
        return values;
    }

    /** Takes a value, more often than not of the kind that the key usually has. */
    private MetadataValue value(String key) {
        if (key.equals(Filter.DOCUMENT_ID) && random.nextInt(3) > 0) {
            return MetadataValue.from(id(random.nextInt(40)));
        }
        int usual = Math.floorMod(KEYS.indexOf(key), VALUES.size());
        List<?> pool = VALUES.get(random.nextInt(3) > 0 ? usual : random.nextInt(VALUES.size()));
        return MetadataValue.from(pool.get(random.nextInt(pool.size())));
    }
}
