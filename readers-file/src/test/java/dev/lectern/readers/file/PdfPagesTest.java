package dev.lectern.readers.file;

import static dev.lectern.readers.file.Folders.collect;
import static dev.lectern.readers.file.Folders.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that several threads read, of several openings. */
class PdfPagesTest {

    private static final Executor NOBODY = work -> {
        throw new RejectedExecutionException("nobody helps");
    };

    private final AtomicInteger openings = new AtomicInteger();

    private static List<String> texts(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Pdfs::textOf).toList();
    }

    private PdfPages.Opening counted(byte[] pdf) {
        return () -> {
            openings.incrementAndGet();
            return Loader.loadPDF(pdf);
        };
    }

    @Test
    void pages_manyOfThem_areReadOfSeveralOpeningsInTheirOrder() throws Exception {
        byte[] pdf = Pdfs.ofPages(600);

        try (PDDocument first = Loader.loadPDF(pdf)) {
            assertThat(PdfPages.texts(first, counted(pdf), NOBODY))
                    .extracting(PdfPages.Texts::pages)
                    .isEqualTo(texts(600));
        }
        assertThat(openings).hasValue(2);
    }

    @Test
    void pages_readByHelpersToo_standInTheirOrder() throws Exception {
        byte[] pdf = Pdfs.ofPages(100);
        ExecutorService helpers = Executors.newFixedThreadPool(3);

        try (PDDocument first = Loader.loadPDF(pdf)) {
            assertThat(PdfPages.texts(first, counted(pdf), helpers))
                    .extracting(PdfPages.Texts::pages)
                    .isEqualTo(texts(100));
        } finally {
            helpers.shutdownNow();
        }
        // A hundred pages are seven runs, of which one is for the thread that asks.
        assertThat(openings).hasValueBetween(1, 6);
    }

    @Test
    void pages_allLeftToAHelper_areRead() throws Exception {
        byte[] pdf = Pdfs.ofPages(100);

        try (PDDocument first = Loader.loadPDF(pdf)) {
            // The helper is done before the asking thread begins.
            assertThat(PdfPages.texts(first, counted(pdf), Runnable::run))
                    .extracting(PdfPages.Texts::pages)
                    .isEqualTo(texts(100));
        }
        assertThat(openings).hasPositiveValue();
    }

    @Test
    void pages_fewOfThem_areReadByOneThread() throws Exception {
        byte[] pdf = Pdfs.ofPages(16);

        try (PDDocument first = Loader.loadPDF(pdf)) {
            assertThat(PdfPages.texts(first, counted(pdf), Runnable::run))
                    .extracting(PdfPages.Texts::pages)
                    .isEqualTo(texts(16));
        }
        assertThat(openings).hasValue(0);
    }

    @Test
    void helper_thatCannotOpen_failsTheFile() throws Exception {
        byte[] pdf = Pdfs.ofPages(40);

        try (PDDocument first = Loader.loadPDF(pdf)) {
            assertThatThrownBy(() -> PdfPages.texts(
                            first,
                            () -> {
                                throw new IOException("gone");
                            },
                            Runnable::run))
                    .isInstanceOf(IOException.class)
                    .hasMessage("gone");
        }
    }

    @Test
    void folder_withALargePdf_givesTheSameByAnyNumberOfThreads(@TempDir Path root) throws IOException {
        write(root, "a.txt", "text");
        write(root, "b.pdf", Pdfs.ofPages(120));
        write(root, "c.txt", "text");

        FileReader one = FileReader.builder().threads(1).build();
        FileReader five = FileReader.builder().threads(5).build();

        assertThat(collect(five, root).documents())
                .hasSize(3)
                .isEqualTo(collect(one, root).documents());
    }

    @Test
    void spareThreads_whileAllAreBusy_lendNothing() throws Exception {
        SpareThreads spare = new SpareThreads(2);
        CountDownLatch lent = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Runnable waiting = () -> {
            lent.countDown();
            await(end);
        };

        boolean refused = spare.counted(() -> {
                    spare.execute(waiting);
                    await(lent);
                    return isRefused(spare);
                })
                .call();

        assertThat(refused).isTrue();
        end.countDown();
    }

    private static boolean isRefused(Executor executor) {
        try {
            executor.execute(() -> {});
            return false;
        } catch (RejectedExecutionException e) {
            return e.getMessage().equals("all 2 threads are busy");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
