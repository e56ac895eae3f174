package dev.lectern.readers.file;

import dev.lectern.reader.Reader;
import dev.lectern.testkit.ReaderContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The file reader keeps the contract of readers. */
class FileReaderContractTest extends ReaderContract {

    @TempDir
    Path root;

    @BeforeEach
    void layOut() throws IOException {
        Folders.write(root, "a.txt", "one");
        Folders.write(root, "b.bin", new byte[] {0, 1, 2, 3});
        Folders.write(root, "c/d.md", "# two");
        Folders.write(root, "e.html", "<p>three");
        Folders.write(root, "f.pdf", Pdfs.scan());
    }

    @Override
    protected Reader open() {
        return FileReader.builder().threads(3).build();
    }

    @Override
    protected String source() {
        return root.toString();
    }

    @Override
    protected int failures() {
        return 2;
    }

    @Override
    protected String missingSource() {
        return root.resolve("missing").toString();
    }
}
