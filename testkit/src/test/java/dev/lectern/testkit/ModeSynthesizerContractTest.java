package dev.lectern.testkit;

import dev.lectern.model.LanguageModel;
import dev.lectern.synthesize.CompactSynthesizer;
import dev.lectern.synthesize.OverflowPolicy;
import dev.lectern.synthesize.ResponseMode;
import dev.lectern.synthesize.ResponseSynthesizer;
import org.junit.jupiter.api.Nested;

/** The modes that answer from nodes; the others have no text of a model, or none of the nodes. */
class ModeSynthesizerContractTest {

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

    @Nested
    class Tree extends ResponseSynthesizerContract {

        @Override
        protected ResponseSynthesizer open(LanguageModel model) {
            return CompactSynthesizer.builder(model)
                    .overflow(OverflowPolicy.TREE)
                    .build();
        }
    }

    @Nested
    class Refining extends ResponseSynthesizerContract {

        @Override
        protected ResponseSynthesizer open(LanguageModel model) {
            return ResponseSynthesizer.of(ResponseMode.REFINE, model);
        }
    }

    @Nested
    class SimpleSummarizing extends ResponseSynthesizerContract {

        @Override
        protected ResponseSynthesizer open(LanguageModel model) {
            return ResponseSynthesizer.of(ResponseMode.SIMPLE_SUMMARIZE, model);
        }
    }

    @Nested
    class TreeSummarizing extends ResponseSynthesizerContract {

        @Override
        protected ResponseSynthesizer open(LanguageModel model) {
            return ResponseSynthesizer.of(ResponseMode.TREE_SUMMARIZE, model);
        }
    }

    @Nested
    class Accumulating extends ResponseSynthesizerContract {

        @Override
        protected ResponseSynthesizer open(LanguageModel model) {
            return ResponseSynthesizer.of(ResponseMode.ACCUMULATE, model);
        }
    }

    @Nested
    class CompactAccumulating extends ResponseSynthesizerContract {

        @Override
        protected ResponseSynthesizer open(LanguageModel model) {
            return ResponseSynthesizer.of(ResponseMode.COMPACT_ACCUMULATE, model);
        }
    }
}
