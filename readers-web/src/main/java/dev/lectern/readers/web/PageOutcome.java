package dev.lectern.readers.web;

import dev.lectern.document.Document;
import dev.lectern.reader.DocumentSink;
import dev.lectern.readers.web.http.WebException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an address: documents or a failure, and what the page leads to.
 *
 * @param source the address as it was asked for
 * @param uri the address after redirects; that which was asked for where no answer came, null if it is none
 * @param documents none if there is a failure
 * @param failure why there is no document, null if there is one
 * @param links where the page leads to, in its order
 * @param noindex whether the page asks not to be kept
 */
record PageOutcome(
        String source,
        @Nullable URI uri,
        List<Document> documents,
        @Nullable WebException failure,
        List<PageLink> links,
        boolean noindex) {

    /** Makes an outcome; the lists are copied. */
    PageOutcome {
        documents = List.copyOf(documents);
        links = List.copyOf(links);
    }

    static PageOutcome failed(String source, @Nullable URI uri, WebException failure) {
        return new PageOutcome(source, uri, List.of(), failure, List.of(), false);
    }

    /** Gives documents or failure on. */
    void tell(DocumentSink sink) {
        if (failure != null) {
            sink.failure(failure.toFailure());
        }
        for (Document document : documents) {
            if (sink.isCancelled()) {
                return;
            }
            sink.document(document);
        }
    }
}
