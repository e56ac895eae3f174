package dev.lectern.examples;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the files of the project, whatever folder of it the tests run in. */
final class Project {

    private static final Path ROOT = findRoot();

    private Project() {}

    /** Returns the folder at the top of the project. */
    static Path root() {
        return ROOT;
    }

    /** Returns a file by its path below the top. */
    static Path file(String path) {
        return ROOT.resolve(path);
    }

    /** Returns the folder of the example corpus. */
    static Path corpus() {
        return file("examples/corpus");
    }

    private static Path findRoot() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("examples/corpus"))) {
                return folder;
            }
        }
        throw new IllegalStateException("Could not find examples/corpus above "
                + Path.of("").toAbsolutePath() + ". Run the tests in a folder of the project.");
    }
}
