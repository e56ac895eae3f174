package dev.lectern.examples.e04summary;

import dev.lectern.index.Index;
import dev.lectern.index.summary.SummaryIndex;
import dev.lectern.ingest.IngestReport;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.query.QueryEngine;
import dev.lectern.readers.file.FileReader;
import dev.lectern.store.InMemoryStore;
import dev.lectern.synthesize.Response;

/** Hands a whole document to every answer: right for few documents and for questions about all of them. */
final class SummaryOfALog {

    private SummaryOfALog() {}

    /** Takes a file or folder; without it, the keepers' log of the example corpus. */
    public static void main(String[] args) {
        String source = args.length > 0 ? args[0] : "examples/corpus/lighthouse/keepers-log-1931.txt";

        // No embedding model: a summary index leaves nothing out, so it has nothing to compare. It reads the nodes in
        // order.
        Index index = SummaryIndex.create(InMemoryStore.create());
        IngestReport report = index.ingest(FileReader.create(), source);
        System.out.println(report.added() + " document, " + report.nodes() + " nodes");

        // The extractive model answers by quoting. With a chat model in its place the same engine would write a
        // summary.
        QueryEngine engine = index.queryEngine(ExtractiveModel.create());
        Response response = engine.query("What did Petrie do?");
        System.out.println(response.text());
        System.out.println(
                response.sources().size() + " nodes read in " + response.usage().modelCalls() + " model call, "
                        + response.citedSources().size() + " cited");
    }
}
