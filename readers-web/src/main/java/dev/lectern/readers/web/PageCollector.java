package dev.lectern.readers.web;

import dev.lectern.document.Document;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the pages of one reading on: each once, marked with what was read, and counted.
 *
 * <p>Pages with the same id and text are one. Where only the id is the same, as with a canonical address that stands on all pages of a
 * site by mistake, the later one is known by its own address. One thread at a time.
 */
final class PageCollector {

    private static final Logger log = LoggerFactory.getLogger(PageCollector.class);

    private final DocumentSink sink;
    private final String sourceKey;
    private final String source;
    private final Consumer<WebProgress> listener;
    private final LongSupplier waiting;
    private final Map<String, Integer> textById = new HashMap<>();
    private long documents;
    private long failures;
    private long duplicates;
    private long skipped;

    /**
     * Makes a collector.
     *
     * @param sourceKey the metadata key under which documents keep what they were found by
     * @param source what they were found by
     * @param waiting tells how many addresses are known and not yet fetched
     */
    PageCollector(
            DocumentSink sink, String sourceKey, String source, Consumer<WebProgress> listener, LongSupplier waiting) {
        this.sink = sink;
        this.sourceKey = sourceKey;
        this.source = source;
        this.listener = listener;
        this.waiting = waiting;
    }

    boolean isCancelled() {
        return sink.isCancelled();
    }

    /** Gives what became of an address on. */
    void take(PageOutcome outcome) {
        if (outcome.failure() != null) {
            failure(outcome.failure().toFailure());
        }
        for (Document document : outcome.documents()) {
            String own =
                    outcome.uri() == null ? outcome.source() : outcome.uri().toString();
            if (!sink.isCancelled()) {
                document(document, own);
            }
        }
        tell();
    }

    /** Gives a document on, unless it came before. */
    void document(Document document, String ownAddress) {
        Integer text = document.text().hashCode();
        Integer before = textById.putIfAbsent(document.id(), text);
        Document unique = document;
        if (before != null && !before.equals(text) && !ownAddress.equals(document.id())) {
            unique = Document.of(ownAddress, document.text(), document.metadata(), document.sections());
            before = textById.putIfAbsent(ownAddress, text);
        }
        if (before != null) {
            duplicates++;
            log.debug("{} is the same as {}", ownAddress, unique.id());
            return;
        }
        documents++;
        sink.document(unique.withMetadata(
                unique.metadata().toBuilder().set(sourceKey, source).build()));
    }

    void failure(ReadFailure failure) {
        if (!sink.isCancelled()) {
            failures++;
            sink.failure(failure);
        }
    }

    /** Counts an address that a rule left out. */
    void skip(String address, String rule) {
        skipped++;
        log.debug("leaves out {}: {}", address, rule);
        tell();
    }

    private void tell() {
        listener.accept(new WebProgress(documents, failures, duplicates, skipped, waiting.getAsLong()));
    }
}
