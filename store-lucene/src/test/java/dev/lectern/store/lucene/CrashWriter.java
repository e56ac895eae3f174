package dev.lectern.store.lucene;

import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Changes a store until somebody ends it: says what it is about to do, does it, and says when the store has acknowledged it.
 *
 * <p>Arguments: directory, seed, first version, interval of commits in milliseconds or 0.
 */
final class CrashWriter {

    static final List<String> IDS = List.of("ay", "bee", "cee", "dee", "ee", "eff", "gee", "aitch", "eye", "jay");

    private CrashWriter() {}

    public static void main(String[] arguments) {
        Random random = new Random(Long.parseLong(arguments[1]));
        int version = Integer.parseInt(arguments[2]);
        Duration interval = Duration.ofMillis(Long.parseLong(arguments[3]));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("opening");
        LuceneStore store = LuceneStore.builder(Path.of(arguments[0]))
                .commitPolicy(new CommitPolicy(interval))
                .open();
        while (true) {
            version++;
            int chance = random.nextInt(10);
            if (chance == 0 && !interval.isZero()) {
                out.println("commit");
                store.commit();
            } else if (chance < 3) {
                String id = IDS.get(random.nextInt(IDS.size()));
                out.println("delete " + id);
                store.delete(Deletion.documents(List.of(id)));
            } else if (chance == 3 && random.nextInt(10) == 0) {
                out.println("compact");
                store.compact();
            } else {
                List<DocumentNodes> batch = new ArrayList<>();
                StringBuilder said = new StringBuilder("put");
                for (int i = random.nextInt(3); i >= 0; i--) {
                    String id = IDS.get(random.nextInt(IDS.size()));
                    batch.add(Versioned.document(id, version));
                    said.append(' ').append(id).append('=').append(version);
                }
                out.println(said);
                store.upsert(batch);
            }
            out.println("done");
        }
    }
}
