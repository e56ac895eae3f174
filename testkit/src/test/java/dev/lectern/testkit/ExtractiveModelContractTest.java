package dev.lectern.testkit;

import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.LanguageModel;

class ExtractiveModelContractTest extends LanguageModelContract {

    @Override
    protected LanguageModel open() {
        return ExtractiveModel.create();
    }
}
