package dev.lectern.embed.cache;

import dev.lectern.embed.EmbedException;
import dev.lectern.embed.Embedding;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a cache in one directory, and where each entry lies. Thread-safe; one writer at a time.
 *
 * <p>The newest segment is appended to. Where the files would grow beyond their bound, the oldest go.
 */
final class Segments implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Segments.class);

    private static final String LOCK = "cache.lock";
    private static final Pattern NAME = Pattern.compile("\\d{10}\\.embeddings");

    /** Large enough that a million vectors are few files, small enough that what goes at once is a small part of the cache. */
    private static final long LARGEST_SEGMENT = 64L << 20;

    /** So many segments does a full cache have at least, so that an eighth of it goes at once at most. */
    private static final int SEGMENTS_AT_LEAST = 8;

    /** Where an entry lies. */
    private record Place(Segment segment, long start, int dimensions) {}

    private final Path directory;
    private final FileChannel lockFile;
    private final long maxBytes;
    private final Map<Key, Place> places = new ConcurrentHashMap<>();
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final Object writing = new Object();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong unwritten = new AtomicLong();
    private long nextNumber = 1;
    private boolean broken;
    private boolean closed;

    private Segments(Path directory, FileChannel lockFile, long maxBytes) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.maxBytes = maxBytes;
    }

    /**
     * Opens a directory, made if it is not there.
     *
     * @throws EmbedException if somebody has it open, or its files are not those of a cache (message has the directory)
     */
    static Segments open(Path directory, long maxBytes) {
        try {
            Files.createDirectories(directory);
            Segments segments = new Segments(directory, lock(directory), maxBytes);
            try {
                segments.readAll();
                return segments;
            } catch (IOException | RuntimeException e) {
                segments.close();
                throw e;
            }
        } catch (IOException e) {
            throw new EmbedException(
                    directory.toString(),
                    "Could not open the embedding cache " + directory + ": " + e + ". Check the directory.",
                    e);
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel file =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException e) {
            log.debug("embedding cache {} is open in this process", directory);
        } finally {
            if (lock == null) {
                file.close();
            }
        }
        if (lock == null) {
            throw new EmbedException(
                    directory.toString(),
                    "Could not open the embedding cache " + directory
                            + ": it is open already, here or in another process, and has one user at a time."
                            + " Close it there, share it, or name another directory.",
                    null,
                    true);
        }
        return file;
    }

    private void readAll() throws IOException {
        for (Path path : files()) {
            nextNumber = 1 + Long.parseLong(path.getFileName().toString().substring(0, 10));
            if (Segment.isUnborn(path)) {
                Files.delete(path);
                continue;
            }
            Segment segment = Segment.open(path);
            segments.add(segment);
            segment.scan((head, start) -> places.put(head.key(), new Place(segment, start, head.dimensions())));
            if (segment.cutTail()) {
                dropped.incrementAndGet();
                log.debug("{} ended in a torn or damaged entry, which is cut off", path);
            }
        }
        evict();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(
                            path -> NAME.matcher(path.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** Returns the vector of a key, if there is one that is sound. */
    Optional<Embedding> find(Key key) {
        Place place = places.get(key);
        if (place == null) {
            return Optional.empty();
        }
        Optional<Embedding> found;
        try {
            found = place.segment().read(key, place.start(), place.dimensions());
        } catch (IOException e) {
            log.warn(
                    "could not read {}, so a text is embedded again",
                    place.segment().path(),
                    e);
            found = Optional.empty();
        }
        if (found.isEmpty() && places.remove(key, place)) {
            dropped.incrementAndGet();
        }
        return found;
    }

    /** Keeps a vector, unless there is one already; where that fails it is counted, since a cache is no reason to stop. */
    void add(Key key, Embedding embedding) {
        byte[] entry = Entries.write(key, embedding);
        synchronized (writing) {
            if (closed || places.containsKey(key)) {
                return;
            }
            if (broken || Segment.MARK_BYTES + (long) entry.length > maxBytes) {
                unwritten.incrementAndGet();
                return;
            }
            try {
                Segment segment = segmentFor(entry.length);
                long start = segment.append(entry);
                places.put(key, new Place(segment, start, embedding.dimensions()));
                evict();
            } catch (IOException e) {
                broken = true;
                unwritten.incrementAndGet();
                log.warn(
                        "could not write to the embedding cache {}, which keeps no more vectors from now on",
                        directory,
                        e);
            }
        }
    }

    private Segment segmentFor(int bytes) throws IOException {
        long largest = Math.min(LARGEST_SEGMENT, maxBytes / SEGMENTS_AT_LEAST);
        Segment last = segments.peekLast();
        boolean full = last == null || (last.size() > Segment.MARK_BYTES && last.size() + bytes > largest);
        if (full) {
            last = Segment.create(directory.resolve(String.format(Locale.ROOT, "%010d.embeddings", nextNumber)));
            nextNumber++;
            segments.add(last);
        }
        return last;
    }

    /** Deletes the oldest segments until the files keep their bound; the newest stays. */
    private void evict() throws IOException {
        while (segments.size() > 1 && bytes() > maxBytes) {
            Segment oldest = segments.remove();
            places.values().removeIf(place -> place.segment() == oldest);
            oldest.close();
            Files.deleteIfExists(oldest.path());
        }
    }

    private long bytes() {
        return segments.stream().mapToLong(Segment::size).sum();
    }

    CacheReport report(long hits, long misses) {
        synchronized (writing) {
            return new CacheReport(hits, misses, places.size(), bytes(), dropped.get(), unwritten.get());
        }
    }

    @Override
    public void close() {
        synchronized (writing) {
            if (closed) {
                return;
            }
            closed = true;
            try {
                for (Segment segment : segments) {
                    segment.close();
                }
                lockFile.close();
            } catch (IOException e) {
                throw new EmbedException(
                        directory.toString(),
                        "Could not close the embedding cache " + directory + ": " + e + ". Check the disk.",
                        e);
            }
        }
    }
}
