package dev.lectern.testkit;

import dev.lectern.model.LanguageModel;
import dev.lectern.synthesize.CompactSynthesizer;
import dev.lectern.synthesize.OverflowPolicy;
import dev.lectern.synthesize.ResponseSynthesizer;
import org.junit.jupiter.api.Nested;

class CompactSynthesizerContractTest {

    @Nested
    class Refine extends ResponseSynthesizerContract {

        @Override
        protected ResponseSynthesizer open(LanguageModel model) {
            return CompactSynthesizer.create(model);
        }
    }

    @Nested
    class DropLowest extends ResponseSynthesizerContract {

        @Override
        protected ResponseSynthesizer open(LanguageModel model) {
            return CompactSynthesizer.builder(model)
                    .overflow(OverflowPolicy.DROP_LOWEST)
                    .build();
        }
    }
}
