package dev.lectern.testkit;

import dev.lectern.document.Document;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Reads one source that holds what the test put there. For tests only. Immutable.
 *
 * <pre>{@code
 * Reader reader = FakeReader.builder("shelf").document(tides).failure("torn.txt", "half of it is missing").build();
 * }</pre>
 */
public final class FakeReader implements Reader {

    private final String source;
    private final List<Consumer<DocumentSink>> items;

    private FakeReader(Builder builder) {
        this.source = builder.source;
        this.items = List.copyOf(builder.items);
    }

    /** Starts an empty source of this name. */
    public static Builder builder(String source) {
        return new Builder(Objects.requireNonNull(source, "source"));
    }

    /** Makes a reader of a source that holds these documents. */
    public static FakeReader of(String source, List<Document> documents) {
        Builder builder = builder(source);
        documents.forEach(builder::document);
        return builder.build();
    }

    @Override
    public void read(String asked, DocumentSink sink) {
        Objects.requireNonNull(asked, "source");
        Objects.requireNonNull(sink, "sink");
        if (!asked.equals(source)) {
            throw new ReadException(
                    asked,
                    "Could not read " + asked + ": there is only the source " + source + ". Ask for that one.",
                    null);
        }
        for (Consumer<DocumentSink> item : items) {
            if (sink.isCancelled()) {
                return;
            }
            item.accept(sink);
        }
    }

    /** Collects the items of a source in reading order; one thread at a time. */
    public static final class Builder {

        private final String source;
        private final List<Consumer<DocumentSink>> items = new ArrayList<>();

        private Builder(String source) {
            this.source = source;
        }

        /** Adds a document. */
        public Builder document(Document document) {
            Objects.requireNonNull(document, "document");
            items.add(sink -> sink.document(document));
            return this;
        }

        /** Adds an item that cannot be read. */
        public Builder failure(String item, String reason) {
            ReadFailure failure = new ReadFailure(item, reason, null);
            items.add(sink -> sink.failure(failure));
            return this;
        }

        /** Returns the reader. */
        public FakeReader build() {
            return new FakeReader(this);
        }
    }
}
