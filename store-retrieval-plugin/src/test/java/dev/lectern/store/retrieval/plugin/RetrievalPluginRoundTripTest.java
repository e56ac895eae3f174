package dev.lectern.store.retrieval.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written is read back, for any documents. */
class RetrievalPluginRoundTripTest {

    private static final long SEED = Long.getLong("lectern.seed", System.nanoTime());
    private static final String[] PIECES = {
        "tide", " ", "\n", "\r\n", "\t", "\"", "\\", "/", "\u0000", "\u0007", "\u001f", "\u007f", "\u0085", "\u00a0",
        "\u2028", "\ufeff", "\uffff", "é", "e\u0301", "אב", "語", "😀", "👩‍👧", "{", "}", "[", "]", ",", ":", "null"
    };
    private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    @ParameterizedTest
    @EnumSource(value = UpsertFormat.class, names = "ZIP", mode = EnumSource.Mode.EXCLUDE)
    void anyDocuments_writtenAndRead_areEqual(UpsertFormat format) {
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            List<Document> documents = documents(random);

            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ExportReport written = export(documents, out, format);
            CollectingSink read = new CollectingSink();
            RetrievalPluginImport.of(format).read(new ByteArrayInputStream(out.toByteArray()), "docs", read);

            String seed = "lectern.seed=" + SEED + ", round " + round;
            assertThat(read.documents).as(seed).isEqualTo(documents);
            assertThat(read.failures).as(seed).isEmpty();
            assertThat(written.isComplete()).as(seed).isTrue();
        }
    }

    private static ExportReport export(List<Document> documents, ByteArrayOutputStream out, UpsertFormat format) {
        try (RetrievalPluginExport export = RetrievalPluginExport.to(out, format)) {
            documents.forEach(export::document);
            return export.finish();
        }
    }

    private static List<Document> documents(Random random) {
        List<Document> documents = new ArrayList<>();
        for (int count = random.nextInt(5); count > 0; count--) {
            Metadata.Builder metadata = Metadata.builder();
            if (random.nextBoolean()) {
                metadata.set(
                        MetadataKeys.SOURCE, List.of("email", "file", "chat").get(random.nextInt(3)));
            }
            for (String key : List.of(MetadataKeys.SOURCE_ID, MetadataKeys.URL, MetadataKeys.AUTHOR)) {
                if (random.nextBoolean()) {
                    metadata.set(key, text(random));
                }
            }
            if (random.nextBoolean()) {
                metadata.set(MetadataKeys.CREATED_AT, instant(random));
            }
            documents.add(Document.of("id" + text(random), text(random), metadata.build()));
        }
        return documents;
    }

    private static Instant instant(Random random) {
        long second = FIRST + (long) (random.nextDouble() * (LAST - FIRST));
        return Instant.ofEpochSecond(second, random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int count = random.nextInt(12); count > 0; count--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
            if (random.nextInt(4) == 0) {
                text.appendCodePoint(scalar(random));
            }
        }
        return text.toString();
    }

    private static int scalar(Random random) {
        int codePoint = random.nextInt(Character.MAX_CODE_POINT + 1);
        boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return surrogate ? 'x' : codePoint;
    }
}
