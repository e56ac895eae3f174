package dev.lectern.readers.web;

import dev.lectern.document.Document;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadFailure;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Sinks for tests. */
final class Sinks {

    private Sinks() {}

    /** Keeps what it is given, and wants no more once something is the case. */
    static DocumentSink until(List<String> read, BooleanSupplier enough) {
        return new DocumentSink() {
            @Override
            public void document(Document document) {
                read.add(document.id());
            }

            @Override
            public void failure(ReadFailure failure) {
                read.add(failure.source());
            }

            @Override
            public boolean isCancelled() {
                return enough.getAsBoolean();
            }
        };
    }
}
