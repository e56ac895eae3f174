package dev.lectern.query.compose;

import dev.lectern.failure.Remark;
import dev.lectern.model.Cancellation;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.retrieve.Query;
import dev.lectern.synthesize.Usage;
import java.util.List;
import java.util.Objects;

/**
 * Splits a question into questions that can be answered one by one.
 *
 * <p>Thread-safety: safe for concurrent use.
 */
@FunctionalInterface
public interface QuestionSplitter {

    /**
     * What a question was split into. Immutable.
     *
     * @param questions the parts; one, the question itself, where there is nothing to split
     * @param usage what it cost
     * @param remarks why it was not split although it should have been
     */
    record Parts(List<String> questions, Usage usage, List<Remark> remarks) {

        /**
         * Makes parts; the lists are copied.
         *
         * @throws IllegalArgumentException if there is none, or one is blank
         */
        public Parts {
            questions = List.copyOf(questions);
            remarks = List.copyOf(remarks);
            Objects.requireNonNull(usage, "usage");
            if (questions.isEmpty() || questions.stream().anyMatch(String::isBlank)) {
                throw new IllegalArgumentException("questions must be one or more, none blank, got: " + questions);
            }
        }
    }

    /**
     * Splits a question.
     *
     * @throws dev.lectern.failure.CancelledException if it is cancelled
     */
    Parts split(Query query, Cancellation cancellation);

    /** Tells whether a split may call a language model, so that whoever only explains an answer does without it; true unless overridden. */
    default boolean callsModel() {
        return true;
    }

    /** Returns the splitter that goes by the rule of the extractive model: two questions joined by "and"; it costs nothing. */
    static QuestionSplitter byRule() {
        return new QuestionSplitter() {
            @Override
            public Parts split(Query query, Cancellation cancellation) {
                return new Parts(ExtractiveModel.questions(query.text()), Usage.NONE, List.of());
            }

            @Override
            public boolean callsModel() {
                return false;
            }
        };
    }
}
