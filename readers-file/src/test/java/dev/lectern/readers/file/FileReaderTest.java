package dev.lectern.readers.file;

import static dev.lectern.readers.file.Folders.collect;
import static dev.lectern.readers.file.Folders.ids;
import static dev.lectern.readers.file.Folders.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.ReadResult;
import dev.lectern.reader.Reader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a reader reads, in which order, and what it says of them. */
class FileReaderTest {

    @TempDir
    Path root;

    @Test
    void charset_thatIsGiven_isTaken() throws IOException {
        byte[] bytes = {'C', 'a', 'f', (byte) 0xC3, (byte) 0xA9};
        write(root, "a.txt", bytes);
        write(root, "b.html", "<meta charset=utf-8><p>Caf\u00E9");
        write(root, "c.csv", "\uFEFFCaf\u00E9,1\n");

        ReadResult result = collect(
                FileReader.builder().charset(Charset.forName("windows-1252")).build(), root);

        assertThat(result.documents())
                .extracting(Document::text)
                .containsExactly("Caf\u00C3\u00A9", "Caf\u00C3\u00A9", "Caf\u00E9 | 1\n");
        assertThat(result.documents().get(0).metadata().text(MetadataKeys.CHARSET))
                .contains("windows-1252");
    }

    @Test
    void folder_filesInFolders_areReadInOrderOfPath() throws IOException {
        for (String name : List.of("b.txt", "a/z.txt", "a.txt", "B.txt", "\uFF21.txt", "\uD835\uDC00.txt")) {
            write(root, name, "text of " + name);
        }

        ReadResult result = collect(FileReader.create(), root);

        assertThat(ids(result)).containsExactly("B.txt", "a.txt", "a/z.txt", "b.txt", "\uFF21.txt", "\uD835\uDC00.txt");
        assertThat(result.failures()).isEmpty();
    }

    @Test
    void folder_notRecursive_readsOnlyTheRoot() throws IOException {
        write(root, "top.txt", "top");
        write(root, "below/deep.txt", "deep");

        assertThat(ids(collect(FileReader.builder().recursive(false).build(), root)))
                .containsExactly("top.txt");
    }

    @Test
    void hidden_belowTheRoot_isLeftOutUnlessAskedFor() throws IOException {
        write(root, "seen.txt", "seen");
        write(root, ".secret.txt", "secret");
        write(root, ".git/config.txt", "config");

        assertThat(ids(collect(FileReader.create(), root))).containsExactly("seen.txt");
        assertThat(ids(collect(FileReader.builder().hidden(true).build(), root)))
                .containsExactly(".git/config.txt", ".secret.txt", "seen.txt");
    }

    @Test
    void hidden_rootBelowDotFolder_isRead() throws IOException {
        write(root, ".venv/data/notes.txt", "notes");

        assertThat(ids(collect(FileReader.create(), root.resolve(".venv/data"))))
                .containsExactly("notes.txt");
    }

    @Test
    void globs_includesAndExcludes_chooseByRelativePath() throws IOException {
        for (String name : List.of("a.md", "b.txt", "docs/c.md", "docs/old/d.md", "old/e.md", "docs/F.MD")) {
            write(root, name, "text");
        }

        Reader reader = FileReader.builder()
                .includes(List.of("**/*.md"))
                .excludes(List.of("docs/old"))
                .build();

        assertThat(ids(collect(reader, root))).containsExactly("a.md", "docs/F.MD", "docs/c.md", "old/e.md");
    }

    @Test
    void extensions_anyCaseWithOrWithoutDot_choose() throws IOException {
        for (String name : List.of("a.md", "b.TXT", "c.html", "txt")) {
            write(root, name, "text");
        }

        Reader reader = FileReader.builder().extensions(List.of(".txt", "Md")).build();

        assertThat(ids(collect(reader, root))).containsExactly("a.md", "b.TXT");
    }

    @Test
    void maxFiles_afterFilterAndSort_keepsTheFirst() throws IOException {
        for (String name : List.of("a.log", "b.txt", "c.txt", "d.txt")) {
            write(root, name, "text");
        }

        Reader reader =
                FileReader.builder().excludes(List.of("*.log")).maxFiles(2).build();

        assertThat(ids(collect(reader, root))).containsExactly("b.txt", "c.txt");
    }

    @Test
    void links_loopsAndRepeats_areReadOnceUnderTheRealPath() throws IOException {
        write(root, "real/one.txt", "one");
        write(root, "zz/two.txt", "two");
        Files.createSymbolicLink(root.resolve("real/loop"), root);
        Files.createSymbolicLink(root.resolve("alias"), root.resolve("zz"));
        Files.createSymbolicLink(root.resolve("a-copy.txt"), root.resolve("real/one.txt"));

        ReadResult result = collect(FileReader.create(), root);

        assertThat(ids(result)).containsExactly("real/one.txt", "zz/two.txt");
        assertThat(result.failures()).isEmpty();
    }

    @Test
    void links_toPlacesOutside_areFollowed(@TempDir Path outside) throws IOException {
        write(outside, "far.txt", "far");
        write(root, "near.txt", "near");
        Files.createSymbolicLink(root.resolve("link"), outside);

        assertThat(ids(collect(FileReader.create(), root))).containsExactly("link/far.txt", "near.txt");
    }

    @Test
    void links_toNothingOrThemselves_areFailures() throws IOException {
        Files.createSymbolicLink(root.resolve("gone.txt"), root.resolve("nowhere.txt"));
        Files.createSymbolicLink(root.resolve("self.txt"), root.resolve("self.txt"));

        ReadResult result = collect(FileReader.create(), root);

        assertThat(result.failures()).hasSize(2);
        assertThat(result.failures().get(0).source()).endsWith("gone.txt");
        assertThat(result.failures().get(0).reason()).contains("link to nothing");
        assertThat(result.failures().get(1).reason()).contains("leads to itself");
    }

    @Test
    void root_missing_isAnExceptionThatNamesThePlace() {
        Path missing = root.resolve("missing");

        assertThatThrownBy(() -> FileReader.create().load(missing.toString()))
                .isInstanceOf(ReadException.class)
                .hasMessage("Could not read " + missing + ": there is no file or folder at " + missing
                        + ". Check the path.");
    }

    @Test
    void root_nothingLeftByTheRules_isAnExceptionThatCountsByRule() throws IOException {
        write(root, ".hidden", "x");
        write(root, ".folder/a.md", "x");
        write(root, "b.log", "x");
        write(root, "c.txt", "x");
        write(root, "d.md", "x");
        Reader reader = FileReader.builder()
                .includes(List.of("*.md"))
                .excludes(List.of("*.log"))
                .extensions(List.of("rst"))
                .build();

        assertThatThrownBy(() -> reader.load(root.toString()))
                .isInstanceOf(ReadException.class)
                .hasMessage("Could not read " + root
                        + ": no file is left to read: 2 hidden, 1 excluded by excludes [*.log],"
                        + " 1 not in includes [*.md], 1 without one of the extensions [rst]."
                        + " Loosen a rule, or check the path.");
    }

    @Test
    void root_emptyFolder_isAnException() {
        assertThatThrownBy(() -> FileReader.create().load(root.toString()))
                .isInstanceOf(ReadException.class)
                .hasMessage("Could not read " + root + ": the folder has no files. Check the path.");
    }

    @Test
    void file_asSource_isReadWhateverTheRulesSay() throws IOException {
        Path file = write(root, ".notes.log", "a note");

        List<Document> documents = FileReader.builder()
                .excludes(List.of("*.log"))
                .build()
                .load(file.toUri().toString());

        assertThat(documents).extracting(Document::id).containsExactly(".notes.log");
    }

    @Test
    void metadata_ofEachFile_hasTheStandardKeys() throws IOException {
        Path file = write(root, "docs/note.txt", "four");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-05-06T07:08:09Z")));

        Document document = FileReader.create().load(root.toString()).get(0);

        assertThat(document.id()).isEqualTo("docs/note.txt");
        assertThat(document.metadata().asMap().keySet())
                .containsExactly(
                        MetadataKeys.SOURCE,
                        MetadataKeys.SOURCE_ID,
                        MetadataKeys.FILE_NAME,
                        MetadataKeys.FILE_PATH,
                        MetadataKeys.FILE_SIZE,
                        MetadataKeys.MEDIA_TYPE,
                        MetadataKeys.MODIFIED_AT,
                        MetadataKeys.CHARSET);
        assertThat(document.metadata().text(MetadataKeys.SOURCE)).contains("file");
        assertThat(document.metadata().text(MetadataKeys.SOURCE_ID)).contains("docs/note.txt");
        assertThat(document.metadata().text(MetadataKeys.FILE_NAME)).contains("note.txt");
        assertThat(document.metadata().text(MetadataKeys.FILE_PATH)).contains(file.toString());
        assertThat(document.metadata().number(MetadataKeys.FILE_SIZE)).hasValue(4);
        assertThat(document.metadata().instant(MetadataKeys.MODIFIED_AT))
                .contains(Instant.parse("2024-05-06T07:08:09Z"));
    }

    @Test
    void documentIds_asUri_differForEqualRelativePaths() throws IOException {
        Path one = write(root, "one/readme.txt", "one");
        Reader reader = FileReader.builder().documentIds(DocumentIds.URI).build();

        assertThat(reader.load(root.resolve("one").toString()).get(0).id())
                .isEqualTo(one.toUri().toString());
    }

    @Test
    void emptyFile_byPolicy_isDocumentOrFailure() throws IOException {
        write(root, "empty.txt", "");
        write(root, "spaces.txt", " \n ");
        Reader strict = FileReader.builder().emptyFiles(EmptyFiles.FAILURE).build();

        assertThat(ids(collect(FileReader.create(), root))).containsExactly("empty.txt", "spaces.txt");
        assertThat(collect(strict, root).failures())
                .extracting(failure -> failure.reason())
                .containsExactly(
                        "empty: the file of 0 bytes has no visible text.",
                        "empty: the file of 3 bytes has no visible text.");
    }

    @Test
    void emptyFiles_skipped_areLeftOutAndNotAFailure() throws IOException {
        write(root, "a.txt", "text");
        write(root, "empty.txt", "");
        write(root, "spaces.md", " \n ");
        Reader reader = FileReader.builder().emptyFiles(EmptyFiles.SKIP).build();

        ReadResult result = collect(reader, root);

        assertThat(ids(result)).containsExactly("a.txt");
        assertThat(result.failures()).isEmpty();
    }

    @Test
    void emptyFiles_allSkipped_isAnExceptionThatCountsThem() throws IOException {
        write(root, "empty.txt", "");
        write(root, "spaces.txt", " \n ");
        Reader reader = FileReader.builder().emptyFiles(EmptyFiles.SKIP).build();

        assertThatThrownBy(() -> reader.load(root.toString()))
                .isInstanceOf(ReadException.class)
                .hasMessage("Could not read " + root + ": none of its 2 files has visible text, and emptyFiles is SKIP."
                        + " Set it to DOCUMENT, or check the path.");
    }

    @Test
    void metadata_ofTheUser_winsOverTheReaderAndTheFile() throws IOException {
        Path file = write(root, "page.html", "<title>Of the page</title><p>Text");
        Reader reader = FileReader.builder()
                .metadata(path -> Metadata.builder()
                        .set(MetadataKeys.TITLE, "Of the user: " + path.getFileName())
                        .set(MetadataKeys.MEDIA_TYPE, "text/x-own")
                        .set("shelf", 7)
                        .build())
                .build();

        Metadata metadata = reader.load(file.toString()).get(0).metadata();

        assertThat(metadata.text(MetadataKeys.TITLE)).contains("Of the user: page.html");
        assertThat(metadata.text(MetadataKeys.MEDIA_TYPE)).contains("text/x-own");
        assertThat(metadata.number("shelf")).hasValue(7);
        assertThat(metadata.text(MetadataKeys.FILE_NAME)).contains("page.html");
    }

    @Test
    void maxFileBytes_largerFile_isAFailureWithSizeAndLimit() throws IOException {
        write(root, "large.txt", "0123456789");
        write(root, "small.txt", "0123");

        ReadResult result = collect(FileReader.builder().maxFileBytes(9).build(), root);

        assertThat(ids(result)).containsExactly("small.txt");
        assertThat(result.failures().get(0).reason())
                .isEqualTo(
                        "too large: 10 bytes of text/plain, the limit is 9 bytes. Raise maxFileBytes, or exclude the file.");
    }

    @Test
    void builder_valuesOutOfRange_areRefusedWithTheValue() {
        assertThatThrownBy(() -> FileReader.builder().maxFiles(0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxFiles must be 1 or more, got: 0");
        assertThatThrownBy(() -> FileReader.builder().maxFileBytes(-1).build())
                .hasMessage("maxFileBytes must be 0 or more, got: -1");
        assertThatThrownBy(() -> FileReader.builder().threads(65).build())
                .hasMessage("threads must be 1 to 64, got: 65");
        assertThatThrownBy(
                        () -> FileReader.builder().extensions(List.of("*.md")).build())
                .hasMessage("extensions must hold endings such as md, got: \"*.md\"");
        assertThatThrownBy(() -> FileReader.builder().includes(List.of(" ")).build())
                .hasMessage("includes must hold globs that are not blank, got: \" \"");
        assertThatThrownBy(() -> FileReader.builder().excludes(List.of("a[b")).build())
                .hasMessage("excludes must hold globs such as **/*.md, docs/** or *.{txt,md}, got: \"a[b\"");
    }

    @Test
    void source_thatIsNoPath_isRefusedWithTheReason() {
        assertThatThrownBy(() -> FileReader.create().load("file:///a b", FailurePolicy.COLLECT))
                .isInstanceOf(ReadException.class)
                .hasMessageStartingWith("Could not read file:///a b: it is no path: ")
                .hasMessageEndingWith("Give a path or a file: URI such as file:///home/me/notes.");
    }
}
