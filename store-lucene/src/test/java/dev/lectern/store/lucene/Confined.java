package dev.lectern.store.lucene;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Ways to run a child where the disk is small or cannot be written, with and without privileges. Mounts are made in a namespace of the
 * child, so that they end with it.
 */
enum Confined {

    /** A file system in memory of 6 MB over the directory; needs to be root. */
    SMALL_DISK("unshare", "-m", "sh", "-c", "mount -t tmpfs -o size=6m none \"$0\" && exec \"$@\""),

    /** The same for others, where the system lets them have a namespace. */
    SMALL_DISK_OF_USER("unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=6m none \"$0\" && exec \"$@\""),

    /** No file longer than 512 blocks of 512 bytes: works everywhere. */
    SMALL_FILES("sh", "-c", "ulimit -f 512 && exec \"$@\""),

    /** The directory mounted a second time, to be read only. */
    READ_ONLY_MOUNT("unshare", "-m", "sh", "-c", Confined.REMOUNT),

    /** The same for others than root. */
    READ_ONLY_MOUNT_OF_USER("unshare", "-rm", "sh", "-c", Confined.REMOUNT),

    /** Without permission to write, for others than root. */
    READ_ONLY_PERMISSIONS("sh", "-c", Confined.PROTECT),

    /** The same for root, who gives up the right to ignore permissions. */
    READ_ONLY_PERMISSIONS_OF_ROOT(
            "setpriv",
            "--bounding-set=-dac_override,-dac_read_search",
            "--inh-caps=-dac_override,-dac_read_search",
            "sh",
            "-c",
            Confined.PROTECT);

    private static final String REMOUNT =
            "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && cd / && exec \"$@\"";

    private static final String PROTECT =
            "chmod -R a-w \"$0\" && { \"$@\"; code=$?; chmod -R u+w \"$0\"; exit $code; }";

    private static final String CANNOT_WRITE = "! touch \"$0/try\"";

    private final ImmutableList<String> prefix;

    Confined(String... prefix) {
        this.prefix = ImmutableList.copyOf(prefix);
    }

    /** Runs a command in the first of some ways that work here; there must be one. */
    static ChildJvm.Ended run(List<Confined> ways, Path directory, Path folder, List<String> command)
            throws IOException, InterruptedException {
        StringBuilder tried = new StringBuilder();
        for (Confined way : ways) {
            ChildJvm.Ended trial = way.works(directory, folder);
            if (trial.exitCode() == 0) {
                return ChildJvm.run(way.confine(directory, command), folder);
            }
            tried.append(way).append(": ").append(trial.output()).append('\n');
        }
        throw new AssertionError("Could not run a child confined in any of the ways there are:\n" + tried);
    }

    private ChildJvm.Ended works(Path directory, Path folder) throws IOException, InterruptedException {
        List<String> trial = name().startsWith("READ_ONLY")
                ? List.of("sh", "-c", CANNOT_WRITE, directory.toString())
                : List.of("true");
        try {
            return ChildJvm.run(confine(directory, trial), folder);
        } catch (IOException e) {
            return new ChildJvm.Ended(-1, e.getMessage()); // the program is not there
        } finally {
            Files.deleteIfExists(directory.resolve("try"));
        }
    }

    private List<String> confine(Path directory, List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.add(directory.toString());
        all.addAll(command);
        return all;
    }
}
