package dev.lectern.readers.file;

import dev.lectern.format.UnreadableFileException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pages of a PDF, with the help of idle threads where it has many.
 *
 * <p>An opened PDF is for one thread, and keeps what it has read of its objects. So each thread opens the file for itself, and anew after
 * some hundred pages: memory grows with the text, not with the pages. Texts stand in the order of pages, whoever read them.
 */
final class PdfPages {

    /** Pages that a thread takes at once; fewer pages than two threads could take are not worth a second opening. */
    private static final int RUN_PAGES = 16;

    /** Pages that are read of one opening. */
    private static final int OPENING_PAGES = 256;

    /**
     * What the pages say.
     *
     * @param pages a text per page; empty for pages without text
     * @param lostGlyphs how many glyphs are left out, see {@link PdfText#lostGlyphs}
     */
    record Texts(List<String> pages, long lostGlyphs) {}

    /** Opens the file once more. */
    interface Opening {

        PDDocument open() throws IOException, UnreadableFileException;
    }

    private final Opening opening;
    private final Executor helpers;
    private final AtomicReferenceArray<String> texts;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong lostGlyphs = new AtomicLong();
    private final ConcurrentSkipListMap<Integer, Exception> failures = new ConcurrentSkipListMap<>();
    private volatile boolean stopped;

    private PdfPages(Opening opening, Executor helpers, int count) {
        this.opening = opening;
        this.helpers = helpers;
        this.texts = new AtomicReferenceArray<>(count);
    }

    /**
     * Returns the texts of all pages.
     *
     * @param pdf the first opening; stays open
     * @param opening opens the same file again
     * @param helpers runs work on idle threads, or rejects it
     * @throws IOException what the reading of the first page threw that cannot be read
     */
    static Texts texts(PDDocument pdf, Opening opening, Executor helpers) throws IOException, UnreadableFileException {
        return new PdfPages(opening, helpers, pagesOf(pdf).size()).read(pdf);
    }

    /** Returns the pages that are there, whatever number the file gives. */
    static List<PDPage> pagesOf(PDDocument pdf) {
        List<PDPage> pages = new ArrayList<>();
        pdf.getPages().forEach(pages::add);
        return pages;
    }

    private Texts read(PDDocument first) throws IOException, UnreadableFileException {
        List<FutureTask<Boolean>> helping = new ArrayList<>();
        try {
            askForHelp(helping);
            readSome(first);
            while (hasMore()) {
                askForHelp(helping);
                openAndReadSome();
            }
            await(helping);
        } finally {
            stopped = true;
            helping.forEach(task -> task.cancel(true));
        }
        throwFirst();
        List<String> all = new ArrayList<>(texts.length());
        for (int i = 0; i < texts.length(); i++) {
            all.add(texts.get(i));
        }
        return new Texts(all, lostGlyphs.get());
    }

    private boolean hasMore() {
        return next.get() < texts.length();
    }

    private void askForHelp(List<FutureTask<Boolean>> helping) {
        // One run stays for this thread.
        int runs = (texts.length() - next.get() - 1) / RUN_PAGES;
        long running = helping.stream().filter(task -> !task.isDone()).count();
        try {
            for (long i = running; i < runs; i++) {
                Callable<Boolean> work = this::openAndReadSome;
                FutureTask<Boolean> task = new FutureTask<>(work);
                helpers.execute(task);
                helping.add(task);
            }
        } catch (RejectedExecutionException e) {
            // No more thread is idle; this one does it alone.
        }
    }

    private boolean openAndReadSome() throws IOException, UnreadableFileException {
        try (PDDocument pdf = opening.open()) {
            readSome(pdf);
            return true;
        }
    }

    private void readSome(PDDocument pdf) throws IOException {
        BuiltInFonts.begin();
        try {
            List<PDPage> pages = pagesOf(pdf);
            PdfText text = new PdfText(pdf);
            for (int done = 0; done < OPENING_PAGES && !stopped; done += RUN_PAGES) {
                int from = next.getAndAdd(RUN_PAGES);
                if (from >= texts.length()) {
                    break;
                }
                readRun(text, pages, from);
            }
            lostGlyphs.addAndGet(text.lostGlyphs());
        } finally {
            BuiltInFonts.end();
        }
    }

    private void readRun(PdfText text, List<PDPage> pages, int from) {
        int to = Math.min(texts.length(), from + RUN_PAGES);
        try {
            List<String> run = text.of(pages.subList(from, to));
            for (int i = from; i < to; i++) {
                texts.set(i, run.get(i - from));
            }
        } catch (IOException | RuntimeException e) {
            // Runs before this one are on their way and end; what the first of all says does not depend on threads.
            failures.put(from, e);
            next.set(texts.length());
        }
    }

    private static void await(List<FutureTask<Boolean>> helping) throws IOException, UnreadableFileException {
        for (FutureTask<Boolean> task : helping) {
            try {
                task.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            } catch (ExecutionException e) {
                rethrow(e.getCause());
            }
        }
    }

    private void throwFirst() throws IOException, UnreadableFileException {
        if (!failures.isEmpty()) {
            rethrow(failures.firstEntry().getValue());
        }
    }

    private static void rethrow(@Nullable Throwable cause) throws IOException, UnreadableFileException {
        if (cause instanceof Error error) {
            throw error;
        } else if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        } else if (cause instanceof UnreadableFileException unreadable) {
            throw unreadable;
        }
        throw cause instanceof IOException io ? io : new IOException(cause);
    }
}
