package dev.lectern.readers.web.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps answers in a folder, one file each: a line of JSON with address and headers, then the body as it was after decompression.
 *
 * <p>A file is written beside its place and then moved there, so readers see the old or the new answer, and nothing is locked. A file
 * that cannot be understood counts as none. When all files are larger than the limit, those that were not used for the longest time are
 * deleted, until a tenth of it is free; the folder, or files in it, may be deleted at any time.
 *
 * <p>Safe for concurrent use, by several processes too.
 */
final class PageCache {

    private static final Logger log = LoggerFactory.getLogger(PageCache.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDING = ".page";
    private static final String FORMAT = "lectern-page-1";

    /** What later readers look at; the rest of the headers is of one answer. */
    private static final List<String> KEPT = List.of(
            "content-type",
            "content-language",
            "content-disposition",
            "content-location",
            "etag",
            "last-modified",
            "link",
            "x-robots-tag");

    private final Path folder;
    private final String variant;
    private final long maxBytes;
    private final AtomicLong bytes;
    private final AtomicBoolean shrinking = new AtomicBoolean();

    /**
     * Opens a cache.
     *
     * @param maxBytes how much it may hold, all variants together
     * @param variant what else answers depend on, such as headers that are sent; other variants are not seen
     */
    PageCache(Path folder, String variant, long maxBytes) {
        this.folder = folder;
        this.variant = variant;
        this.maxBytes = maxBytes;
        this.bytes = new AtomicLong(maxBytes); // looks at what is there when the first is added
    }

    /** Returns what is kept of an address. */
    Optional<WebAnswer> find(URI uri) {
        Path file = fileOf(uri);
        try {
            byte[] bytes = Files.readAllBytes(file);
            int end = 0;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            JsonNode head = JSON.readTree(bytes, 0, end);
            byte[] body = Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length);
            if (!head.path("format").asText().equals(FORMAT)
                    || !head.path("url").asText().equals(uri.toString())
                    || head.path("bytes").asInt(-1) != body.length) {
                return Optional.empty();
            }
            touch(file);
            return Optional.of(
                    new WebAnswer(uri, List.of(), headers(head.path("headers")), body, WebAnswer.Origin.CACHE));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (IOException e) {
            log.debug("cached page {} cannot be read", file, e);
            return Optional.empty();
        }
    }

    /**
     * Keeps an answer, unless it asks not to be kept.
     *
     * @throws IOException if the folder cannot be written
     */
    void keep(WebAnswer answer) throws IOException {
        boolean forbidden = answer.headers("cache-control").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("no-store"));
        if (forbidden) {
            return;
        }
        Files.createDirectories(folder);
        Path beside = Files.createTempFile(folder, "page", ".new");
        try {
            try (var out = Files.newOutputStream(beside)) {
                out.write(head(answer));
                out.write('\n');
                out.write(answer.body());
            }
            Files.move(
                    beside, fileOf(answer.uri()), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            shrink(answer.body().length);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Counts what was added, and looks at the folder when that may be too much: others write there as well. One thread does at a time. */
    private void shrink(int added) throws IOException {
        if (bytes.addAndGet(added) <= maxBytes || !shrinking.compareAndSet(false, true)) {
            return;
        }
        try {
            List<Kept> files = files();
            long sum = files.stream().mapToLong(Kept::bytes).sum();
            long target = sum <= maxBytes ? maxBytes : maxBytes - maxBytes / 10;
            files.sort(Comparator.comparing(Kept::used));
            for (Kept file : files) {
                if (sum <= target) {
                    break;
                }
                Files.deleteIfExists(file.path);
                sum -= file.bytes;
            }
            bytes.set(sum);
        } finally {
            shrinking.set(false);
        }
    }

    private List<Kept> files() throws IOException {
        List<Kept> files = new ArrayList<>();
        try (DirectoryStream<Path> pages = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (Path page : pages) {
                try {
                    BasicFileAttributes facts = Files.readAttributes(page, BasicFileAttributes.class);
                    files.add(new Kept(page, facts.lastModifiedTime(), facts.size()));
                } catch (NoSuchFileException deletedMeanwhile) {
                    log.debug("another process deleted {}", page);
                }
            }
        }
        return files;
    }

    /** Marks a file as used, where it may be written. */
    private static void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            log.debug("cached page {} cannot be marked as used", file, e);
        }
    }

    private record Kept(Path path, FileTime used, long bytes) {}

    private static byte[] head(WebAnswer answer) throws JsonProcessingException {
        ObjectNode head = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("url", answer.uri().toString())
                .put("bytes", answer.body().length);
        ObjectNode headers = head.putObject("headers");
        KEPT.forEach(name -> answer.headers(name).forEach(headers.withArray("/" + name)::add));
        return JSON.writeValueAsBytes(head);
    }

    private static Map<String, List<String>> headers(JsonNode node) {
        Map<String, List<String>> headers = new TreeMap<>();
        node.properties().forEach(field -> {
            List<String> values = new ArrayList<>();
            field.getValue().forEach(value -> values.add(value.asText()));
            headers.put(field.getKey(), values);
        });
        return headers;
    }

    private Path fileOf(URI uri) {
        return folder.resolve(Hashing.sha256()
                        .hashString(variant + "\n" + uri, StandardCharsets.UTF_8)
                        .toString()
                        .substring(0, 40)
                + ENDING);
    }
}
