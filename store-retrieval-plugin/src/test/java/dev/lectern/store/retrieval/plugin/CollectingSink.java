package dev.lectern.store.retrieval.plugin;

import dev.lectern.document.Document;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadFailure;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is pushed. */
final class CollectingSink implements DocumentSink {

    final List<Document> documents = new ArrayList<>();
    final List<ReadFailure> failures = new ArrayList<>();

    @Override
    public void document(Document document) {
        documents.add(document);
    }

    @Override
    public void failure(ReadFailure failure) {
        failures.add(failure);
    }
}
