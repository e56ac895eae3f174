package dev.lectern.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.ReadResult;
import dev.lectern.readers.file.FileReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.BodyContentHandler;
import org.xml.sax.SAXException;

/**
 * Measures how fast files of one kind are read, beside bare Tika, in turn, once the compilers of the JVM rest.
 *
 * <p>Each contestant reads the same copies, so many that Tika takes the wanted time at least. Tika has the parsers of office documents, PDF, HTML,
 * text, mail and archives, and parses files within files into the same text; how many characters each of the two found is printed,
 * since only equal work may be compared. What Tika gains by two threads of its own says what the machine allows. CPU time is that of the
 * process, helpers and collections of garbage included.
 */
final class FileSpeed {

    /** One copy for each of two threads to begin with, and some for the end, where one waits for the other. */
    private static final int MIN_COPIES = 8;

    private static final int MAX_COPIES = 4_000;

    private static final int MAX_WARM_UPS = 10;

    /** The share of the time in which compilers are at work that does not show in the figures. */
    private static final double COMPILERS_REST = 0.03;

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** What one contestant took of one round. */
    private record Taken(double wallSeconds, double cpuSeconds) {}

    /** Who reads. */
    private record Reading(List<Taken> rounds, ToLongFunction<Path> read) {

        Reading(ToLongFunction<Path> read) {
            this(new ArrayList<>(), read);
        }

        double median(java.util.function.ToDoubleFunction<Taken> what) {
            double[] sorted = rounds.stream().mapToDouble(what).sorted().toArray();
            return sorted[(sorted.length - 1) / 2];
        }
    }

    private final PrintStream out;
    private final int rounds;
    private final double seconds;

    /**
     * Prepares measuring.
     *
     * @param rounds how often each contestant reads all, 1 or more
     * @param seconds how long a round of Tika takes at least
     */
    FileSpeed(PrintStream out, int rounds, double seconds) {
        this.out = out;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    void printHeading() {
        out.printf(
                Locale.ROOT,
                "%n  Medians of %d rounds in turn. MB/s by wall time; CPU: how many times less the process took than with Tika. Aims: "
                        + "1 thread / Tika 0.9, 2 / 1 threads 1.7.%n"
                        + "  %-6s %8s %6s %9s %9s %9s %9s %9s %9s %9s %8s %7s   %s%n",
                rounds,
                "kind",
                "kB/file",
                "copies",
                "Tika",
                "1 thread",
                "2 threads",
                "1/Tika",
                "CPU",
                "2/1",
                "2/1 Tika",
                "chars",
                "failed",
                "chars by Tika");
    }

    /** Measures one kind and prints a line. */
    void measure(String kind, List<Path> files) throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        long start = System.nanoTime();
        int passes = 0;
        long tikaChars = 0;
        // To warm up, and to see how long it takes once it is warm.
        double pass = 0;
        while (passes < 2 || System.nanoTime() - start < seconds * 0.7e9) {
            long from = System.nanoTime();
            tikaChars = files.stream().mapToLong(FileSpeed::tika).sum();
            pass = (System.nanoTime() - from) / 1e9;
            passes++;
        }
        int copies = (int) Math.max(MIN_COPIES, Math.min(MAX_COPIES, Math.ceil(seconds / pass)));
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            for (int copy = 0; copy < copies; copy++) {
                for (int i = 0; i < files.size(); i++) {
                    Path file = files.get(i);
                    Files.copy(file, folder.path().resolve(copy + "-" + i + "-" + file.getFileName()));
                }
            }
            FileReader one = FileReader.builder().threads(1).build();
            FileReader two = FileReader.builder().threads(2).build();
            List<Reading> readings = List.of(
                    new Reading(FileSpeed::tikaAll),
                    new Reading(path -> chars(read(one, path))),
                    new Reading(path -> chars(read(two, path))),
                    new Reading(FileSpeed::tikaAllByTwo));
            warmUp(readings, folder.path());
            ReadResult found = read(two, folder.path());
            for (int round = 0; round < rounds; round++) {
                for (Reading reading : readings) {
                    reading.rounds.add(time(reading, folder.path()));
                }
            }
            print(kind, bytes, files.size(), copies, readings, found, tikaChars);
        }
    }

    /** Reads until the compilers rest: at work they have a core that the second thread would have. */
    private static void warmUp(List<Reading> readings, Path folder) {
        CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
        double busy = 1;
        for (int turn = 0; turn < MAX_WARM_UPS && busy > COMPILERS_REST; turn++) {
            long start = System.nanoTime();
            long compiled = compilers.getTotalCompilationTime();
            readings.forEach(reading -> time(reading, folder));
            busy = (compilers.getTotalCompilationTime() - compiled) * 1e6 / (System.nanoTime() - start);
        }
    }

    private void print(
            String kind, long bytes, int files, int copies, List<Reading> readings, ReadResult found, long tikaChars) {
        double megabytes = bytes * copies / 1e6;
        double tika = readings.get(0).median(Taken::wallSeconds);
        double one = readings.get(1).median(Taken::wallSeconds);
        double two = readings.get(2).median(Taken::wallSeconds);
        double tikaByTwo = readings.get(3).median(Taken::wallSeconds);
        double cpu = readings.get(0).median(Taken::cpuSeconds) / readings.get(1).median(Taken::cpuSeconds);
        out.printf(
                Locale.ROOT,
                "  %-6s %8.1f %6d %9.2f %9.2f %9.2f %9.2f %9.2f %9.2f %9.2f %8d %7d   %d%n",
                kind,
                bytes / 1e3 / files,
                copies,
                megabytes / tika,
                megabytes / one,
                megabytes / two,
                tika / one,
                cpu,
                one / two,
                tika / tikaByTwo,
                chars(found) / copies,
                found.failures().size() / copies,
                tikaChars);
    }

    private static Taken time(Reading reading, Path folder) {
        long cpu = PROCESS.getProcessCpuTime();
        long start = System.nanoTime();
        long chars = reading.read.applyAsLong(folder);
        double wall = (System.nanoTime() - start) / 1e9;
        if (chars < 0) {
            throw new IllegalStateException("a text must have characters, got: " + chars);
        }
        return new Taken(wall, (PROCESS.getProcessCpuTime() - cpu) / 1e9);
    }

    private static ReadResult read(FileReader reader, Path folder) {
        return reader.load(folder.toString(), FailurePolicy.COLLECT);
    }

    private static long chars(ReadResult result) {
        return result.documents().stream()
                .mapToLong(document -> document.text().length())
                .sum();
    }

    private static long tikaAll(Path folder) {
        try (var files = Files.list(folder)) {
            return files.mapToLong(FileSpeed::tika).sum();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static long tikaAllByTwo(Path folder) {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (var files = Files.list(folder)) {
            List<Future<Long>> each =
                    files.map(file -> pool.submit(() -> tika(file))).toList();
            long chars = 0;
            for (Future<Long> file : each) {
                chars += file.get();
            }
            return chars;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Parses with all parsers on the class path, as the documentation of Tika shows it; what fails counts as read. */
    private static long tika(Path file) {
        BodyContentHandler text = new BodyContentHandler(-1);
        ParseContext context = new ParseContext();
        context.set(Parser.class, Tika.PARSER);
        try (InputStream in = TikaInputStream.get(file)) {
            Tika.PARSER.parse(in, text, new Metadata(), context);
        } catch (IOException | SAXException | TikaException e) {
            // What was parsed before is its text.
        }
        return text.toString().length();
    }

    /** Made once, as its table takes a second to load. */
    private static final class Tika {

        private static final Parser PARSER = new AutoDetectParser();
    }
}
