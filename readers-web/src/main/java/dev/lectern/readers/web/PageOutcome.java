package dev.lectern.readers.web;

import dev.lectern.document.Document;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadSkip;
import dev.lectern.readers.web.http.WebException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an address: documents, a failure or a skip, and what the page leads to.
 *
 * @param source the address as it was asked for
 * @param uri the address after redirects; that which was asked for where no answer came, null if it is none
 * @param documents none if there is a failure
 * @param partFailures why parts of a file are not among the documents
 * @param failure why there is no document, null if there is one
 * @param skip the rule by which it was not read, null if there is none
 * @param links where the page leads to, in its order
 * @param noindex whether the page asks not to be kept
 */
record PageOutcome(
        String source,
        @Nullable URI uri,
        List<Document> documents,
        List<ReadFailure> partFailures,
        @Nullable WebException failure,
        @Nullable ReadSkip skip,
        PageLinks links,
        boolean noindex) {

    /** Makes an outcome; the lists are copied. */
    PageOutcome {
        documents = List.copyOf(documents);
        partFailures = List.copyOf(partFailures);
    }

    static PageOutcome failed(String source, @Nullable URI uri, WebException failure) {
        return failed(source, uri, failure, PageLinks.NONE, false);
    }

    static PageOutcome failed(
            String source, @Nullable URI uri, WebException failure, PageLinks links, boolean noindex) {
        return new PageOutcome(source, uri, List.of(), List.of(), failure, null, links, noindex);
    }

    static PageOutcome read(String source, URI uri, Document document, PageLinks links, boolean noindex) {
        return new PageOutcome(source, uri, List.of(document), List.of(), null, null, links, noindex);
    }

    static PageOutcome skipped(URI uri, ReadSkip skip) {
        return new PageOutcome(skip.source(), uri, List.of(), List.of(), null, skip, PageLinks.NONE, false);
    }

    PageOutcome withDocuments(List<Document> changed) {
        return new PageOutcome(source, uri, changed, partFailures, failure, skip, links, noindex);
    }

    /** Returns everything that could not be read. */
    List<ReadFailure> failures() {
        return failure == null ? partFailures : List.of(failure.toFailure());
    }

    /** Gives documents and failures on. */
    void tell(DocumentSink sink) {
        failures().forEach(sink::failure);
        if (skip != null) {
            sink.skipped(skip);
        }
        for (Document document : documents) {
            if (sink.isCancelled()) {
                return;
            }
            sink.document(document);
        }
    }
}
