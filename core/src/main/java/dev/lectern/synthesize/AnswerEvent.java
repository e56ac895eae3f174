package dev.lectern.synthesize;

import dev.lectern.store.ScoredNode;
import java.util.List;
import java.util.Objects;

/**
 * What happens while an answer is made, in the order it happens. All are immutable.
 *
 * <p>An answer that comes to its end tells {@link Sources} before the first {@link Text}, and {@link Cost} and {@link Done} last. One
 * that fails ends with an exception instead.
 */
public sealed interface AnswerEvent {

    /** What cancelled answers call themselves in messages. */
    String SUBJECT = "the answer";

    /**
     * A step begins.
     *
     * @param name what is done, one lower-case word or several with hyphens, such as {@code retrieve} or {@code answer}
     * @param number which of the steps of this name it is, counted from 1
     * @param total how many of this name there will be, as far as is known; {@code number} or more
     */
    record Stage(String name, int number, int total) implements AnswerEvent {

        /** Nodes are looked for. */
        public static final String RETRIEVE = "retrieve";

        /** The model is called. */
        public static final String ANSWER = "answer";

        /**
         * Makes an event.
         *
         * @throws IllegalArgumentException if the number is below 1 or above the total
         */
        public Stage {
            Objects.requireNonNull(name, "name");
            if (number < 1 || number > total) {
                throw new IllegalArgumentException("number must be 1 to " + total + ", got: " + number);
            }
        }

        /** Makes the event of a step that comes once. */
        public static Stage once(String name) {
            return new Stage(name, 1, 1);
        }
    }

    /**
     * The sources are known.
     *
     * @param nodes the sources; the number of a source is its place here, counted from 1, unless {@link Numbered} says otherwise
     */
    record Sources(List<ScoredNode> nodes) implements AnswerEvent {

        /** Makes an event; the list is copied. */
        public Sources {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * The answer goes on.
     *
     * @param piece the next characters of the answer, not empty
     */
    record Text(String piece) implements AnswerEvent {

        /**
         * Makes an event.
         *
         * @throws IllegalArgumentException if the piece is empty
         */
        public Text {
            if (piece.isEmpty()) {
                throw new IllegalArgumentException("piece must not be empty, got: \"\"");
            }
        }
    }

    /**
     * A number stands for a source from here on, told before the first piece of text that has it: for engines that number sources in the
     * order in which the answer points to them.
     *
     * @param number 1 or more
     * @param source one of {@link Sources#nodes()}
     */
    record Numbered(int number, ScoredNode source) implements AnswerEvent {

        /** Makes an event. */
        public Numbered {
            Objects.requireNonNull(source, "source");
            if (number < 1) {
                throw new IllegalArgumentException("number must be 1 or more, got: " + number);
            }
        }
    }

    /**
     * The text so far is void, and the answer starts anew: the model took back what it had said, as when a service withholds an answer
     * halfway and an earlier answer stays. What {@link Numbered} told is void as well.
     */
    record Restart() implements AnswerEvent {}

    /**
     * The cost is known.
     *
     * @param usage calls, tokens and times of the whole answer
     */
    record Cost(Usage usage) implements AnswerEvent {

        /** Makes an event. */
        public Cost {
            Objects.requireNonNull(usage, "usage");
        }
    }

    /**
     * The answer is complete; nothing follows.
     *
     * @param response what a call without events would have returned
     */
    record Done(Response response) implements AnswerEvent {

        /** Makes an event. */
        public Done {
            Objects.requireNonNull(response, "response");
        }
    }
}
