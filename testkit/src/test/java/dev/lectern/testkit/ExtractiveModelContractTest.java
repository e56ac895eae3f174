package dev.lectern.testkit;

import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.LanguageModel;
import org.junit.jupiter.api.Nested;

class ExtractiveModelContractTest {

    @Nested
    class Words extends LanguageModelContract {

        @Override
        protected LanguageModel open() {
            return ExtractiveModel.create();
        }
    }

    @Nested
    class WordsAndMeaning extends LanguageModelContract {

        @Override
        protected LanguageModel open() {
            return ExtractiveModel.withEmbeddings(FakeEmbeddingModel.create());
        }
    }
}
