package dev.lectern.readers.file;

import dev.lectern.format.FileInput;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of a folder.
 *
 * <p>Symbolic links are followed, and nothing is visited twice: each real folder and each real file counts once, under its real path
 * where that lies below the root, else under the first link to it. So loops end, and no text is read double. What cannot be looked at
 * becomes an entry with a problem, never a gap.
 *
 * <p>One walk per object, one thread.
 */
final class FolderWalk {

    /** A folder to visit: its path from the root ("" or ending in a slash), the way to it, and the place it really is. */
    private record Folder(String prefix, Path path, Path real, GitIgnore ignored) {}

    private final PathRules rules;
    private final WalkCounts counts = new WalkCounts();
    private final List<FileEntry> files = new ArrayList<>();
    private final List<FileEntry> links = new ArrayList<>();
    private final Set<Path> realFiles = new HashSet<>();
    private final Set<Path> visitedFolders = new HashSet<>();
    private final Deque<Folder> folders = new ArrayDeque<>();
    private final List<Folder> linkedFolders = new ArrayList<>();
    private @Nullable Path rootReal;

    FolderWalk(PathRules rules) {
        this.rules = rules;
    }

    /** Returns how many files and folders were left out, by rule. */
    WalkCounts counts() {
        return counts;
    }

    /**
     * Finds the files below a folder, sorted by relative path.
     *
     * @throws IOException if the root itself cannot be listed
     */
    List<FileEntry> find(Path root) throws IOException {
        Folder top = new Folder("", root, root.toRealPath(), GitIgnore.NONE);
        rootReal = top.real;
        visitedFolders.add(top.real);
        list(top);
        visitAll();
        while (!linkedFolders.isEmpty()) {
            linkedFolders.sort(Comparator.comparing(Folder::prefix));
            Folder linked = linkedFolders.remove(0);
            if (visitedFolders.add(linked.real)) {
                folders.add(linked);
                visitAll();
            } else {
                counts.repeated++;
            }
        }
        addLinkedFiles();
        files.sort(FileEntry.ORDER);
        return files;
    }

    private void visitAll() {
        while (!folders.isEmpty()) {
            Folder folder = folders.remove();
            try {
                list(folder);
            } catch (IOException e) {
                String relative = folder.prefix.substring(0, folder.prefix.length() - 1);
                files.add(FileEntry.broken(relative, folder.path, GitIgnore.reasonOf(e), e));
            }
        }
    }

    private void list(Folder found) throws IOException {
        Folder folder = rules.gitignore()
                ? new Folder(found.prefix, found.path, found.real, found.ignored.in(found.path, found.prefix))
                : found;
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder.path)) {
            for (Path child : children) {
                take(folder, child);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void take(Folder parent, Path child) {
        String name = FileInput.nameOf(child);
        String relative = parent.prefix + name;
        try {
            if (!rules.hidden() && isHidden(name, child)) {
                counts.hidden++;
            } else if (rules.isExcluded(relative)) {
                counts.excluded++;
            } else {
                takeVisible(parent, child, relative, name);
            }
        } catch (IOException e) {
            files.add(FileEntry.broken(relative, child, reasonOf(e), e));
        }
    }

    private void takeVisible(Folder parent, Path child, String relative, String name) throws IOException {
        boolean link = Files.isSymbolicLink(child);
        if (link && !mayFollow(child)) {
            counts.links++;
            return;
        }
        BasicFileAttributes attributes = link
                ? Files.readAttributes(child, BasicFileAttributes.class)
                : Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (parent.ignored.ignores(relative, attributes.isDirectory())) {
            counts.ignored++;
        } else if (attributes.isDirectory()) {
            takeFolder(parent, child, relative, link);
        } else if (!rules.isIncluded(relative)) {
            counts.notIncluded++;
        } else if (!rules.hasExtension(name)) {
            counts.otherExtension++;
        } else if (!attributes.isRegularFile()) {
            files.add(FileEntry.broken(
                    relative, child, "it is neither a file nor a folder but a device, socket or pipe.", null));
        } else if (link) {
            links.add(FileEntry.readable(relative, child, attributes.size()));
        } else if (realFiles.add(parent.real.resolve(name))) {
            files.add(FileEntry.readable(relative, child, attributes.size()));
        }
    }

    private boolean mayFollow(Path link) throws IOException {
        return switch (rules.links()) {
            case FOLLOW -> true;
            case SKIP -> false;
            case WITHIN_ROOT -> link.toRealPath().startsWith(Objects.requireNonNull(rootReal));
        };
    }

    private void takeFolder(Folder parent, Path child, String relative, boolean link) throws IOException {
        if (!rules.recursive()) {
            counts.subfolders++;
        } else if (link) {
            linkedFolders.add(new Folder(relative + "/", child, child.toRealPath(), parent.ignored));
        } else {
            Folder folder =
                    new Folder(relative + "/", child, parent.real.resolve(FileInput.nameOf(child)), parent.ignored);
            if (visitedFolders.add(folder.real)) {
                folders.add(folder);
            } else {
                counts.repeated++;
            }
        }
    }

    private void addLinkedFiles() {
        links.sort(FileEntry.ORDER);
        for (FileEntry link : links) {
            try {
                if (realFiles.add(link.path().toRealPath())) {
                    files.add(link);
                } else {
                    counts.repeated++;
                }
            } catch (IOException e) {
                files.add(FileEntry.broken(link.relative(), link.path(), reasonOf(e), e));
            }
        }
    }

    private static boolean isHidden(String name, Path path) throws IOException {
        // The name first: Windows does not call dot-files hidden, but they are what people mean.
        return name.startsWith(".") || (!Files.isSymbolicLink(path) && Files.isHidden(path));
    }

    private static String reasonOf(IOException e) {
        return e instanceof FileSystemLoopException
                        || String.valueOf(e.getMessage()).contains("symbolic links")
                ? "the symbolic link leads to itself. Remove it or exclude it."
                : "it is a link to nothing, or its attributes cannot be read. Repair it or exclude it.";
    }
}
