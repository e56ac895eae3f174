package dev.lectern.testkit.plugin;

import dev.lectern.testkit.plugin.ConformanceResult.Level;
import dev.lectern.testkit.plugin.ConformanceResult.Verdict;
import java.io.IOException;

/**
 * A point of the checklist and how to ask for it. Immutable.
 *
 * @param number its number
 * @param part which part of it, where there are several of one level; empty for the whole
 * @param level whether it must be so
 * @param rule what is asked for
 * @param expected what should be answered
 * @param trial asks
 */
record Point(int number, String part, Level level, String rule, String expected, Trial trial) {

    /** Asks for a point. */
    @FunctionalInterface
    interface Trial {

        /**
         * Returns if all is as it should be.
         *
         * @throws UnmetException if it is not
         * @throws UnseenException if it cannot be asked for
         */
        void ask(Probe probe) throws IOException;
    }

    static Point must(int number, String rule, String expected, Trial trial) {
        return new Point(number, "", Level.MUST, rule, expected, trial);
    }

    static Point better(int number, String rule, String expected, Trial trial) {
        return new Point(number, "", Level.BETTER, rule, expected, trial);
    }

    /** Makes a point that a client over HTTP cannot see. */
    static Point unseen(int number, Level level, String rule, String reason) {
        return new Point(number, "", level, rule, "", probe -> {
            throw new UnseenException(reason);
        });
    }

    /** Makes a point that clients must meet. */
    static Point ofClients(int number, String rule) {
        return unseen(number, Level.MUST, rule, "a rule for clients, which a server cannot show");
    }

    /** Returns the same as a part of its number. */
    Point part(String name) {
        return new Point(number, name, level, rule, expected, trial);
    }

    ConformanceResult ask(String section, Probe probe) {
        probe.begin(number);
        try {
            trial.ask(probe);
            return result(section, probe, probe.statuses(), Verdict.PASSED, "");
        } catch (UnmetException e) {
            return result(section, probe, e.getMessage(), Verdict.FAILED, "");
        } catch (UnseenException e) {
            return result(section, probe, "", Verdict.NOT_APPLICABLE, e.getMessage());
        } catch (IOException e) {
            return result(section, probe, "no answer: " + e, Verdict.FAILED, "");
        }
    }

    private ConformanceResult result(String section, Probe probe, String got, Verdict verdict, String reason) {
        return new ConformanceResult(number, part, level, section, rule, probe.sent(), expected, got, verdict, reason);
    }
}
