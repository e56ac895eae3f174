package dev.lectern.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.store.Deletion;
import dev.lectern.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stores of which a file is gone, cut or changed: each file of the directory in turn. */
class DamageTest {

    private static final long SEED = Long.getLong("lectern.seed", System.nanoTime());

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);

    @ParameterizedTest(name = "vectors {0}")
    @EnumSource
    void damage_ofAnyFile_isFoundAndNamedAndNothingElseTouched(VectorEncoding vectors) throws Exception {
        Path sound = storeOfAllKindsOfFiles(vectors);
        Path neighbour = folder.resolve("neighbour");
        LuceneStore.open(neighbour).close();
        Map<String, String> neighbourBefore = Snapshot.of(neighbour);
        Path damaged = folder.resolve("damaged");

        List<String> missed = new ArrayList<>();
        for (String name : Snapshot.of(sound).keySet()) {
            for (Damage damage : damages()) {
                Snapshot.copy(sound, damaged);
                damage.inflict(damaged.resolve(name));
                Map<String, String> before = Snapshot.of(damaged);

                String found = found(damaged);

                if (!found.contains(damaged.toString()) || !found.contains(named(name))) {
                    missed.add("%s of %s: %s".formatted(damage.name(), name, found));
                }
                assertThat(Snapshot.of(damaged))
                        .as("files after %s of %s", damage.name(), name)
                        .containsAllEntriesOf(before);
                Files.deleteIfExists(damaged.resolve(name));
            }
        }

        assertThat(String.join("\n", missed))
                .as("damage that was not found and named, lectern.seed=%s", SEED)
                .isEmpty();
        assertThat(Snapshot.of(neighbour)).isEqualTo(neighbourBefore);
    }

    @ParameterizedTest(name = "vectors {0}")
    @EnumSource
    void open_anyBitOfTheManifestFlipped_isRefusedByName(VectorEncoding vectors) throws Exception {
        Path directory = folder.resolve("store");
        try (LuceneStore store = LuceneStore.builder(directory).vectors(vectors).open()) {
            store.upsert(List.of(Versioned.document("a", 1)));
        }
        Path manifest = directory.resolve(Manifest.FILE);
        byte[] sound = Files.readAllBytes(manifest);

        for (int bit = 0; bit < 8 * sound.length; bit++) {
            byte[] flipped = sound.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(manifest, flipped);

            assertThatThrownBy(() -> Manifest.read(directory))
                    .as("bit %d", bit)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContainingAll(directory.toString(), Manifest.FILE);
        }

        Files.write(manifest, sound);
        assertThat(Manifest.read(directory)).isPresent();
    }

    /** Where the entry point is gone, nobody knows its number. */
    private static String named(String name) {
        return name.startsWith("index/segments_") ? "segments_" : name;
    }

    /** Damage to a file, under a name. */
    private record Damage(String name, Inflicting how) {

        void inflict(Path file) throws IOException {
            how.on(file);
        }

        interface Inflicting {
            void on(Path file) throws IOException;
        }
    }

    private List<Damage> damages() {
        List<Damage> damages = new ArrayList<>();
        damages.add(new Damage("deletion", Files::delete));
        damages.add(new Damage("emptying", file -> Files.write(file, new byte[0])));
        damages.add(new Damage("loss of the last bytes", file -> {
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length - 2));
        }));
        for (int i = 0; i < 3; i++) {
            damages.add(new Damage("flipping " + i, file -> {
                byte[] bytes = Files.readAllBytes(file);
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(7));
                Files.write(file, bytes);
            }));
        }
        return damages;
    }

    /** Returns what opening says, or else verification. */
    private static String found(Path directory) {
        try {
            LuceneStore.open(directory).close();
        } catch (StoreException e) {
            return e.getMessage();
        }
        try {
            return String.join("; ", LuceneStore.verify(directory).faults());
        } catch (StoreException e) {
            return e.getMessage();
        }
    }

    /** One segment whose parts are files of their own, one in a compound file, one with deletions. */
    private Path storeOfAllKindsOfFiles(VectorEncoding vectors) throws IOException {
        Path directory = folder.resolve("sound");
        try (LuceneStore store = LuceneStore.builder(directory).vectors(vectors).open()) {
            store.upsert(List.of(Versioned.document("a", 1), Versioned.document("b", 1, 200, 10)));
            store.upsert(List.of(Versioned.document("c", 1)));
            store.compact();
            store.upsert(List.of(Versioned.document("d", 1)));
            store.delete(Deletion.documents(List.of("a")));
        }
        try (Stream<Path> files = Files.list(directory.resolve(StoreDirectory.INDEX))) {
            assertThat(files.map(file -> file.getFileName().toString().replaceAll(".*\\.|_.*", "")))
                    .contains("cfs", "cfe", "si", "segments", "liv", "fdt", "fnm", "tim", "vec", "vex", "kdd", "dvd");
        }
        return directory;
    }

    @Test
    void open_indexFolderGone_isRefusedAndNotMadeAnew() throws Exception {
        Path directory = storeOfAllKindsOfFiles(VectorEncoding.FLOAT32);
        deleteAll(directory.resolve(StoreDirectory.INDEX));

        for (Runnable opening : List.<Runnable>of(
                () -> LuceneStore.open(directory),
                () -> LuceneStore.openReadOnly(directory),
                () -> LuceneStore.verify(directory))) {
            assertThatThrownBy(opening::run)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("Could not")
                    .hasMessageContaining(
                            directory.resolve(StoreDirectory.INDEX).toString())
                    .hasMessageContaining("is damaged: put it back from a copy, or index into an empty directory");
        }
        assertThat(directory.resolve(StoreDirectory.INDEX)).doesNotExist();
    }

    @Test
    void open_manifestGone_isRefusedAndIndexKept() throws Exception {
        Path directory = storeOfAllKindsOfFiles(VectorEncoding.FLOAT32);
        Files.delete(directory.resolve(Manifest.FILE));
        Map<String, String> before = Snapshot.of(directory);

        assertThatThrownBy(() -> LuceneStore.open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessage("Could not make a store in " + directory + ": it holds other files and no manifest.json."
                        + " Choose an empty directory, or put that file back from a copy.");

        assertThat(Snapshot.of(directory)).isEqualTo(before);
    }

    @Test
    void open_manifestOfLaterFormat_isRefusedAndRead() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("later"));
        Files.writeString(directory.resolve(Manifest.FILE), "{\"format\": 2}");

        assertThatThrownBy(() -> LuceneStore.open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessage("Could not open store " + directory
                        + ": manifest.json says format 2, and this version knows 1. Use a newer version of Lectern.");
    }

    @Test
    void open_directoryOfOtherFiles_isRefusedAndLeftAlone() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("letters"));
        Files.writeString(directory.resolve("letter.txt"), "Dear all");
        Path file = directory.resolve("letter.txt");

        assertThatThrownBy(() -> LuceneStore.open(directory))
                .hasMessage("Could not make a store in " + directory + ": it holds other files and no manifest.json."
                        + " Choose an empty directory, or put that file back from a copy.");
        assertThatThrownBy(() -> LuceneStore.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file + ": it is a file. Choose a directory.");
        assertThatThrownBy(() -> LuceneStore.openReadOnly(directory))
                .hasMessage("Could not open store " + directory
                        + ": there is no manifest.json. Check the path, or index something into it first.");

        assertThat(Snapshot.of(directory)).containsOnlyKeys("letter.txt");
    }

    @Test
    void open_afterProcessEndedWhileMakingStore_makesIt() throws Exception {
        Path directory = folder.resolve("begun");
        LuceneStore.open(directory).close();
        Files.move(directory.resolve(Manifest.FILE), directory.resolve(Manifest.FILE + ".new"));

        try (LuceneStore store = LuceneStore.open(directory)) {
            store.upsert(List.of(Versioned.document("a", 1)));
            assertThat(Versioned.wholeIn(store, List.of("a"))).hasSize(1);
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException("Could not delete " + file, e);
                }
            });
        }
        Files.delete(folder);
    }
}
