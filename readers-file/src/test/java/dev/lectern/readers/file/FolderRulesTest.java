package dev.lectern.readers.file;

import static dev.lectern.readers.file.Folders.collect;
import static dev.lectern.readers.file.Folders.ids;
import static dev.lectern.readers.file.Folders.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.ReadFailure;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a folder is read: .gitignore, links, several roots, folders within a zip. */
class FolderRulesTest {

    @TempDir
    Path root;

    private final List<String> found = new ArrayList<>();

    private final DocumentSink sink = new DocumentSink() {

        @Override
        public void document(Document document) {
            found.add(document.id());
        }

        @Override
        public void failure(ReadFailure failure) {
            throw failure.toException();
        }
    };

    @Test
    void gitignore_rulesOfAllFolders_areObeyed() throws IOException {
        write(root, ".gitignore", "# comment\n*.log\n!keep.log\n/build/\ndocs/**/draft?.md\nlast[0-9].txt  \n");
        write(root, "a/.gitignore", "secret.txt\n");
        for (String file : List.of(
                "x.log",
                "keep.log",
                "build/out.txt",
                "a/build/out.txt",
                "docs/draft1.md",
                "docs/b/draft2.md",
                "docs/final.md",
                "last7.txt",
                "lastx.txt",
                "a/secret.txt",
                "secret.txt",
                "a/y.log")) {
            write(root, file, "text");
        }

        assertThat(ids(collect(FileReader.builder().gitignore(true).build(), root)))
                .containsExactly("a/build/out.txt", "docs/final.md", "keep.log", "lastx.txt", "secret.txt");
        assertThat(ids(collect(FileReader.create(), root))).hasSize(12);
    }

    @Test
    void gitignore_thatLeavesNothing_isNamedInTheError() throws IOException {
        write(root, ".gitignore", "*.txt\n");
        write(root, "a.txt", "text");

        assertThatThrownBy(() -> FileReader.builder().gitignore(true).build().load(root.toString()))
                .isInstanceOf(ReadException.class)
                .hasMessageContaining("1 ignored by .gitignore");
    }

    @Test
    void links_byPolicy_areFollowedOrLeftOut() throws IOException {
        Path inside = Files.createDirectory(root.resolve("root"));
        Path outside = write(root, "outside/b.txt", "text");
        Path own = write(inside, "sub/a.txt", "text");
        Files.createSymbolicLink(inside.resolve("out.txt"), outside);
        Files.createSymbolicLink(inside.resolve("outfolder"), outside.getParent());
        Files.createSymbolicLink(inside.resolve("own.txt"), own);

        assertThat(ids(collect(reader(SymbolicLinks.FOLLOW), inside))).containsExactly("outfolder/b.txt", "sub/a.txt");
        assertThat(ids(collect(reader(SymbolicLinks.WITHIN_ROOT), inside))).containsExactly("sub/a.txt");
        assertThat(ids(collect(reader(SymbolicLinks.SKIP), inside))).containsExactly("sub/a.txt");
    }

    private static FileReader reader(SymbolicLinks links) {
        return FileReader.builder().links(links).build();
    }

    @Test
    void roots_several_areReadInTheirOrderUnderIdsOfTheirOwn() throws IOException {
        Path first = write(root, "x/a.txt", "text");
        Path second = write(root, "y/a.txt", "text");
        List<Path> roots = List.of(second.getParent(), first);

        FileReader.builder().documentIds(DocumentIds.URI).build().read(roots, sink);

        assertThat(found)
                .containsExactly(second.toUri().toString(), first.toUri().toString());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileReader.create().read(roots, sink))
                .withMessage("documentIds must be URI to read several roots, whose relative paths may be equal, got:"
                        + " RELATIVE_PATH for 2 roots");
    }

    @Test
    void roots_thatLeadToTheSameFile_readItOnceForTheFirst() throws IOException {
        Path inner = write(root, "x/in/a.txt", "text");
        Path other = write(root, "x/in/b.txt", "text");
        Path outer = write(root, "x/c.txt", "text");
        List<Path> roots = List.of(inner, root.resolve("x/in"), root.resolve("x"), inner);

        FileReader.builder().documentIds(DocumentIds.URI).maxFiles(1).build().read(roots, sink);

        assertThat(found)
                .containsExactly(
                        inner.toUri().toString(),
                        other.toUri().toString(),
                        outer.toUri().toString());
    }

    @Test
    void root_inAZipFileSystem_isReadLikeAFolder() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(root.resolve("a.zip"), Map.of("create", "true"))) {
            Files.createDirectory(zip.getPath("/notes"));
            Files.writeString(zip.getPath("/notes/a.md"), "# A");
            Files.write(zip.getPath("/notes/b.pdf"), Pdfs.of("A page of text"));

            FileReader.create().read(zip.getPath("/notes"), sink);
        }

        assertThat(found).containsExactly("a.md", "b.pdf");
    }

    @Test
    void zipFileSystem_itsRootOrOneFileOfIt_isReadToo() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(root.resolve("a.zip"), Map.of("create", "true"))) {
            Files.createDirectory(zip.getPath("/notes"));
            Files.writeString(zip.getPath("/notes/a.md"), "# A");
            Files.writeString(zip.getPath("/b.txt"), "b");

            FileReader.create().read(zip.getPath("/"), sink);
            FileReader.create().read(zip.getPath("/notes/a.md"), sink);
        }

        assertThat(found).containsExactly("b.txt", "notes/a.md", "a.md");
    }

    @Test
    void file_thatChangesWhileItIsRead_isReadAgainAndThenNamed() throws IOException {
        Path file = write(root, "a.txt", "text");
        FileReader reader = FileReader.builder()
                .metadata(path -> {
                    // Called between the look at the file and its end: the file grows each time.
                    grow(path);
                    return Metadata.empty();
                })
                .build();

        assertThat(collect(reader, file).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason())
                        .isEqualTo("the file changes while it is being read. Read again when it is whole."));
    }

    private static void grow(Path file) {
        try {
            Files.writeString(file, Files.readString(file) + "more");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
