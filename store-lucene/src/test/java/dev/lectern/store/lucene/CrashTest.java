package dev.lectern.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store holds after {@code kill -9} of the process that writes to it, at any moment. */
class CrashTest {

    private static final long SEED = Long.getLong("lectern.seed", System.nanoTime());

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);

    @Test
    void kill_whileEachBatchIsCommitted_losesNothingAndHalvesNothing() throws Exception {
        Path directory = folder.resolve("store");
        Map<String, Integer> held = new TreeMap<>();

        for (int round = 0; round < 50; round++) {
            List<String> said = runAndKill(directory, round, 0);

            held = requireStateAmong(directory, round, said, states(held, said), acknowledged(said));
        }
    }

    @Test
    void kill_withCommitsAtIntervals_losesOnlyTheLatestAndHalvesNothing() throws Exception {
        Path directory = folder.resolve("store");
        Map<String, Integer> held = new TreeMap<>();
        int keptByInterval = 0;

        for (int round = 0; round < 12; round++) {
            List<String> said = runAndKill(directory, round, 5);
            List<Map<String, Integer>> states = states(held, said);
            int committed = committedByCall(said);

            held = requireStateAmong(directory, round, said, states, committed);
            keptByInterval += states.lastIndexOf(held) > committed ? 1 : 0;
        }

        assertThat(keptByInterval)
                .as("rounds in which the interval made something safe, lectern.seed=%s", SEED)
                .isPositive();
    }

    /** Lets a writer work for a while and ends it; returns all that it said. */
    private List<String> runAndKill(Path directory, int round, int intervalMillis) throws Exception {
        Path errors = folder.resolve("errors.txt");
        Process child = ChildJvm.start(
                ChildJvm.command(CrashWriter.class, directory, random.nextLong(), round * 1_000, intervalMillis),
                errors);
        List<String> said = new ArrayList<>();
        try (BufferedReader lines = child.inputReader()) {
            for (int wanted = random.nextInt(30); said.size() <= wanted; ) {
                String line = lines.readLine();
                assertThat(line)
                        .as("line of the writer, which says: %s", Files.exists(errors) ? Files.readString(errors) : "")
                        .isNotNull();
                said.add(line);
            }
            LockSupport.parkNanos(random.nextInt(5_000_000)); // into the middle of a change
            child.toHandle().destroyForcibly(); // SIGKILL; the handle leaves what was said readable
            lines.lines().forEach(said::add);
        }
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /** Returns the state at first, and after each change that was begun. */
    private static List<Map<String, Integer>> states(Map<String, Integer> first, List<String> said) {
        List<Map<String, Integer>> states = new ArrayList<>(List.of(first));
        for (String line : said) {
            Map<String, Integer> next = new TreeMap<>(states.get(states.size() - 1));
            String[] words = line.split("[ =]", -1); // such as: put ay=1 bee=1
            if (words[0].equals("put")) {
                for (int i = 1; i < words.length; i += 2) {
                    next.put(words[i], Integer.valueOf(words[i + 1]));
                }
            } else if (words[0].equals("delete")) {
                next.remove(words[1]);
            }
            if (!line.equals("done") && !line.equals("opening")) {
                states.add(next);
            }
        }
        return states;
    }

    private static int acknowledged(List<String> said) {
        return (int) said.stream().filter("done"::equals).count();
    }

    /** Returns the number of changes up to the last one that a call of {@code commit} or {@code compact} has made safe. */
    private static int committedByCall(List<String> said) {
        int done = 0;
        int committed = 0;
        for (int i = 1; i < said.size(); i++) {
            if (said.get(i).equals("done")) {
                done++;
                committed = said.get(i - 1).equals("commit") ? done : committed;
            }
        }
        return committed;
    }

    /** Opens the store, as the next process would, and finds the state after one of the changes, at least {@code safe} of them. */
    private Map<String, Integer> requireStateAmong(
            Path directory, int round, List<String> said, List<Map<String, Integer>> states, int safe)
            throws IOException {
        String context = "lectern.seed=%d, round %d, the writer said %s".formatted(SEED, round, said);
        if (Files.exists(directory.resolve(Manifest.FILE))) {
            VerifyReport report = LuceneStore.verify(directory);
            assertThat(report.faults()).as(context).isEmpty();
        }
        try (LuceneStore store = LuceneStore.open(directory)) {
            Map<String, Integer> found = Versioned.wholeIn(store, CrashWriter.IDS);
            assertThat(states.subList(safe, states.size())).as(context).contains(found);
            return found;
        }
    }
}
