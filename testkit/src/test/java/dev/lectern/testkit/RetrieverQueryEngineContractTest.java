package dev.lectern.testkit;

import dev.lectern.document.Document;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.query.QueryEngine;
import dev.lectern.query.RetrieverQueryEngine;
import dev.lectern.synthesize.CompactSynthesizer;
import java.util.List;

class RetrieverQueryEngineContractTest extends QueryEngineContract {

    @Override
    protected QueryEngine open(List<Document> documents) {
        return RetrieverQueryEngine.create(
                Route.retriever(documents), CompactSynthesizer.create(ExtractiveModel.create()));
    }
}
