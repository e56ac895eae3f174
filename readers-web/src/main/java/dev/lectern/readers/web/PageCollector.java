package dev.lectern.readers.web;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadSkip;
import dev.lectern.reader.ReadSkip.Unread;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Gives the pages of one reading on: each once, marked with what was read, and counted.
 *
 * <p>Pages with the same id and text are one. Where only the id is the same, as with a canonical address that stands on all pages of a
 * site by mistake, or one link of several entries, the later one is known by its own address, else by its number. One thread at a time.
 */
final class PageCollector {

    private final DocumentSink sink;
    private final String sourceKey;
    private final String source;
    private final Consumer<WebProgress> listener;
    private final LongSupplier waiting;
    private final Map<String, HashCode> textById = new HashMap<>();
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
        outcome.failures().forEach(this::failure);
        if (outcome.skip() != null) {
            skip(outcome.skip());
        }
        for (Document document : outcome.documents()) {
            if (!sink.isCancelled()) {
                document(document, outcome);
            }
        }
        tell();
    }

    /** Gives a document on, unless the same text came before from where this one says to be. */
    private void document(Document document, PageOutcome outcome) {
        String own = outcome.uri() == null ? outcome.source() : outcome.uri().toString();
        HashCode text = Hashing.sha256().hashString(document.text(), StandardCharsets.UTF_8);
        String id = document.id();
        HashCode before = textById.putIfAbsent(id, text);
        for (int number = 1; before != null && !before.equals(text); number++) {
            id = number == 1 ? own : own + "#" + number;
            before = textById.putIfAbsent(id, text);
        }
        if (before != null) {
            duplicates++;
            sink.skipped(new ReadSkip(outcome.source(), "its text is that of a page read before it.", Unread.NOTHING));
            return;
        }
        documents++;
        Metadata.Builder found = document.metadata().toBuilder().set(sourceKey, source);
        if (!document.metadata().text(MetadataKeys.URL).equals(Optional.of(outcome.source()))) {
            found.set(MetadataKeys.REQUESTED_URL, outcome.source());
        }
        sink.document(
                id.equals(document.id())
                        ? document.withMetadata(found.build())
                        : Document.of(id, document.text(), found.build(), document.sections()));
    }

    void failure(ReadFailure failure) {
        if (!sink.isCancelled()) {
            failures++;
            sink.failure(failure);
        }
    }

    /** Tells of an address that a rule left out. */
    void skip(ReadSkip skip) {
        if (!sink.isCancelled()) {
            skipped++;
            sink.skipped(skip);
        }
    }

    /** Tells the listener how far it is. */
    void tell() {
        listener.accept(new WebProgress(documents, failures, duplicates, skipped, waiting.getAsLong()));
    }
}
