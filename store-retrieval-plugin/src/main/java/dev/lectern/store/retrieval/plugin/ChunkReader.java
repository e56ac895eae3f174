package dev.lectern.store.retrieval.plugin;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.MetadataValue;
import dev.lectern.store.Filter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes chunks of the results of a query, with as little asked of them as can be: each member may be missing or null, and metadata may
 * lie beside the text instead of below {@code metadata}.
 */
final class ChunkReader {

    /** Seconds since 1970, as the original over Postgres, Milvus and Pinecone gives them; shorter numbers are years and days. */
    private static final Pattern EPOCH_SECONDS = Pattern.compile("(\\d{9,11})(?:\\.\\d+)?");

    private ChunkReader() {}

    static PluginChunk read(@Nullable Object json) {
        Map<?, ?> chunk = JsonTree.object(json);
        Map<?, ?> own = JsonTree.object(chunk.get("metadata"));
        Metadata.Builder metadata = Metadata.builder();
        PluginRecord.KEYS.forEach(key -> set(metadata, key, chunk.get(key)));
        own.forEach((key, value) -> set(metadata, String.valueOf(key), value));
        metadata.remove(Filter.DOCUMENT_ID);
        String documentId = text(own.get(Filter.DOCUMENT_ID));
        return new PluginChunk(
                text(chunk.get("id")),
                documentId == null ? text(chunk.get(Filter.DOCUMENT_ID)) : documentId,
                Optional.ofNullable(chunk.get("text")).map(Object::toString).orElse(""),
                metadata.build(),
                score(chunk.get("score")));
    }

    /** Returns a value as text; null if there is none, which some stores write as an empty text. */
    private static @Nullable String text(@Nullable Object value) {
        return value == null || value.toString().isBlank() ? null : value.toString();
    }

    private static @Nullable Double score(@Nullable Object value) {
        try {
            double score = value == null ? Double.NaN : Double.parseDouble(value.toString());
            return Double.isFinite(score) ? score : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static void set(Metadata.Builder metadata, String key, @Nullable Object value) {
        if (!key.isBlank() && value != null && !value.toString().isBlank()) {
            metadata.set(key, key.equals(MetadataKeys.CREATED_AT) ? date(value.toString()) : plain(value));
        }
    }

    private static MetadataValue date(String text) {
        return EPOCH_SECONDS.matcher(text).matches()
                ? MetadataValue.from(Instant.ofEpochSecond(Long.parseLong(text.replaceFirst("\\..*", ""))))
                : RecordMapper.readBack(MetadataKeys.CREATED_AT, text);
    }

    /** Keeps what metadata can hold; numbers beyond {@code long} and nested values stay as JSON. */
    private static Object plain(Object value) {
        boolean held = value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || (value instanceof Double number && Double.isFinite(number))
                || (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance));
        return held ? value : new String(JsonTree.write(value), StandardCharsets.UTF_8);
    }
}
