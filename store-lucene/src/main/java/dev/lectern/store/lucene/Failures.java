package dev.lectern.store.lucene;

import dev.lectern.store.StoreException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;

/** Turns what Lucene and the file system say into messages with a remedy. */
final class Failures {

    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cntrl}\\x{FFFD}]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int LONGEST_REASON = 600; // characters

    private Failures() {}

    /**
     * Makes the exception for work that failed.
     *
     * @param work what was tried, such as {@code store 3 documents}
     * @param directory the store
     */
    static StoreException of(String work, Path directory, Exception cause) {
        return new StoreException(
                directory.toString(),
                "Could not " + work + ": " + reason(cause) + " " + remedy(directory, cause),
                cause,
                isFull(cause));
    }

    /** Makes the exception for work with which changes were lost that had been acknowledged but not committed. */
    static StoreException withLoss(String work, Path directory, Exception cause, Duration window) {
        StoreException failure = of(work, directory, cause);
        return new StoreException(
                directory.toString(),
                failure.getMessage() + " What was stored after the last commit, within " + window
                        + " at most, is lost with it; store it again.",
                cause,
                failure.isRetryable());
    }

    private static String reason(Throwable cause) {
        if (cause instanceof IndexNotFoundException) {
            return "the folder " + StoreDirectory.INDEX + " has no file segments_N.";
        }
        Throwable root = cause;
        while (root.getCause() instanceof IOException deeper) { // it names the file, where those above name the folder
            root = deeper;
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        String oneLine = printable(message);
        String named = root instanceof FileSystemException files && files.getReason() == null
                ? root.getClass().getSimpleName() + " " + oneLine
                : oneLine;
        return named.endsWith(".") ? named : named + ".";
    }

    /** A message may quote a damaged file, with line breaks and at length, and name the file after that. */
    private static String printable(String message) {
        String plain = UNPRINTABLE.matcher(message).replaceAll("?");
        return plain.length() <= LONGEST_REASON
                ? plain
                : plain.substring(0, LONGEST_REASON / 2) + " ... "
                        + plain.substring(plain.length() - LONGEST_REASON / 2);
    }

    private static String remedy(Path directory, Exception cause) {
        if (isFull(cause)) {
            return "The disk is full: make room and try again; what was committed before is whole.";
        }
        if (cause instanceof IndexFormatTooNewException) {
            return "Use a newer version of Lectern.";
        }
        if (isDamage(cause)) {
            return "The store " + directory
                    + " is damaged: put it back from a copy, or index into an empty directory; LuceneStore.verify names all that is broken.";
        }
        if (isReadOnly(cause)) {
            return "Make " + directory + " writable, or open the store read-only.";
        }
        return "What was committed before is whole; try again, or look into " + directory + ".";
    }

    static boolean isReadOnly(Exception cause) {
        return cause instanceof AccessDeniedException
                || String.valueOf(cause.getMessage()).contains("Read-only file system");
    }

    private static boolean isDamage(Exception cause) {
        return cause instanceof CorruptIndexException
                || cause instanceof IndexFormatTooOldException
                || cause instanceof IndexNotFoundException
                || cause instanceof NoSuchFileException
                || cause instanceof FileNotFoundException
                || cause instanceof EOFException;
    }

    private static boolean isFull(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            String message = String.valueOf(each.getMessage());
            if (message.contains("No space left")
                    || message.contains("quota exceeded")
                    || message.contains("File too large")
                    || message.contains("not enough space on the disk")) {
                return true;
            }
        }
        return false;
    }
}
