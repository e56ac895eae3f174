package dev.lectern.store.lucene;

import dev.lectern.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The note that says which process writes to a store. The lock itself is Lucene's; it ends with the process, this note may not. */
final class Holder {

    static final String FILE = "holder";

    private Holder() {}

    /** Leaves the note of this process, which holds the lock. */
    static void note(Path directory) throws IOException {
        Files.writeString(
                directory.resolve(FILE),
                "process " + ProcessHandle.current().pid() + " on " + host() + " since "
                        + Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    static void remove(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(FILE));
    }

    /** Says that somebody else holds the lock. */
    static StoreException conflict(Path directory, Exception cause) {
        String holder;
        try {
            holder = Files.readString(directory.resolve(FILE));
        } catch (IOException e) {
            holder = "";
        }
        return new StoreException(
                directory.toString(),
                "Could not open store " + directory + " for writing: "
                        + (holder.isBlank() ? "a process that left no name" : holder)
                        + " writes to it. Wait for it to end, or open the store read-only.",
                cause,
                true);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this machine";
        }
    }
}
