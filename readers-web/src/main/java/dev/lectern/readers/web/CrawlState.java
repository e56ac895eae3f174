package dev.lectern.readers.web;

import com.google.common.hash.Hashing;
import dev.lectern.readers.web.http.WebException;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a crawl that did not come to its end had fetched: one address a line, in a file beside the cached pages.
 *
 * <p>A resumed crawl goes through the same pages again, but takes these from the cache without a request, so that whoever takes the
 * documents sees all of the site. A crawl that comes to its end deletes the file. One thread at a time.
 */
final class CrawlState implements Closeable {

    private final String source;
    private final @Nullable Path file;
    private final Set<String> fetched = new HashSet<>();
    private @Nullable BufferedWriter out;

    private CrawlState(String source, @Nullable Path file) {
        this.source = source;
        this.file = file;
    }

    /** Keeps nothing. */
    static CrawlState none(String source) {
        return new CrawlState(source, null);
    }

    /**
     * Opens what an earlier crawl of a source left in a folder.
     *
     * @throws WebException if the folder cannot be read or written
     */
    static CrawlState open(Path folder, String source) {
        String name =
                Hashing.sha256().hashString(source, StandardCharsets.UTF_8).toString();
        CrawlState state = new CrawlState(source, folder.resolve("crawl-" + name.substring(0, 16) + ".urls"));
        try {
            state.begin();
            return state;
        } catch (IOException e) {
            throw state.unwritable(e);
        }
    }

    private void begin() throws IOException {
        if (file == null) {
            return;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (Files.exists(file)) {
            // The last line may be cut off; it is then no address of the site, and harmless.
            fetched.addAll(Files.readAllLines(file, StandardCharsets.UTF_8));
        }
        out = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (!fetched.isEmpty()) {
            out.newLine();
        }
    }

    private WebException unwritable(IOException e) {
        return WebException.lasting(
                source, "the state of the crawl cannot be kept (" + e + "). Choose another folder (option state).", e);
    }

    /** Tells whether an earlier crawl, which did not come to its end, had fetched an address. */
    boolean hasFetched(String address) {
        return fetched.contains(address);
    }

    /** Takes note that a page is in the cache. */
    void fetched(String address) {
        if (out == null || !fetched.add(address)) {
            return;
        }
        try {
            out.write(address);
            out.newLine();
            out.flush();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Forgets all: the crawl has come to its end. */
    void finish() {
        close();
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void close() {
        try {
            if (out != null) {
                out.close();
                out = null;
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }
}
