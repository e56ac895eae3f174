package dev.lectern.testkit.plugin;

import java.util.List;
import java.util.Objects;

/**
 * What became of one point of the checklist. Immutable.
 *
 * @param number the number in the checklist, 1 to 80; one with several parts has several results
 * @param part which part, where there are several of one level; empty for the whole
 * @param level whether it must be so
 * @param section the subject
 * @param rule what is asked for
 * @param sent the requests, each in one line, long ones cut
 * @param expected what should have been answered
 * @param got what was answered; statuses alone where all was as expected
 * @param verdict the outcome
 * @param reason why it was not applicable, or why it is meant to differ; empty for neither
 */
public record ConformanceResult(
        int number,
        String part,
        Level level,
        String section,
        String rule,
        List<String> sent,
        String expected,
        String got,
        Verdict verdict,
        String reason) {

    /** How much a point matters. */
    public enum Level {
        /** The original does it, and clients rely on it. */
        MUST,
        /** The original does worse, and doing better breaks no client. */
        BETTER
    }

    /** The outcome of a point. */
    public enum Verdict {
        /** As it should be. */
        PASSED("passed"),
        /** Not as it should be. */
        FAILED("failed"),
        /** Not asked for, or not to be seen from outside; the reason is in the result. */
        NOT_APPLICABLE("not applicable");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** Copies the list. */
    public ConformanceResult {
        Objects.requireNonNull(rule, "rule");
        sent = List.copyOf(sent);
    }

    /** Returns number, part and level, as in {@code 23 BETTER} or {@code 56 docx MUST}: the key of {@link ConformanceReport#explained}. */
    public String key() {
        return number + (part.isEmpty() ? "" : " " + part) + " " + level;
    }

    /** Returns the same with a reason for differing. */
    ConformanceResult explained(String why) {
        return new ConformanceResult(number, part, level, section, rule, sent, expected, got, verdict, why);
    }

    /** Returns one line, and three more where something was wrong. */
    @Override
    public String toString() {
        String line = key() + " " + verdict + (reason.isEmpty() ? "" : " (" + reason + ")") + ": " + rule;
        return verdict != Verdict.FAILED
                ? line
                : line + "\n    sent: " + String.join("; ", sent) + "\n    expected: " + expected + "\n    got: " + got;
    }
}
