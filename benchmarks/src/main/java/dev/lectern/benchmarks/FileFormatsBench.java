package dev.lectern.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.ReadResult;
import dev.lectern.readers.file.FileReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.BodyContentHandler;
import org.xml.sax.SAXException;

/**
 * Judges the reader of files over a folder with a manifest, and measures it beside bare Tika.
 *
 * <p>The manifest has a JSON object per line: {@code file} below {@code files/}, {@code expect} ({@code text}, {@code empty},
 * {@code archive}, {@code encrypted}, {@code binary}, {@code recursive-archive} ...), {@code password}, and texts that the file's text
 * {@code must_contain} or {@code must_not_contain}, white space aside.
 *
 * <p>Arguments: {@code --folder} (with {@code manifest.jsonl}), {@code --rounds} (5; how often each kind is timed), {@code --copies} (200;
 * how often each file stands in the folder that is timed at most, which is filled up to 3 MB).
 */
public final class FileFormatsBench {

    private static final int WARMUPS = 2;

    /** So much of a kind takes a second or so. */
    private static final long MAX_BYTES = 3_000_000;

    private FileFormatsBench() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        run(System.out, args);
    }

    /** How the files of one kind ended. */
    static final class Tally {

        private int rightText;
        private int rightFailure;
        private int wrong;
        private int facts;
        private int found;

        int wrong() {
            return wrong;
        }

        int rightText() {
            return rightText;
        }

        int rightFailure() {
            return rightFailure;
        }

        int facts() {
            return facts;
        }

        int found() {
            return found;
        }
    }

    /** Runs the benchmark and prints to {@code out}; returns how files ended by kind, with all of them under an empty name. */
    static Map<String, Tally> run(PrintStream out, String... args) throws IOException {
        Arguments arguments = Arguments.parse(args, "folder", "rounds", "copies");
        Path folder = Path.of(arguments
                .text("folder")
                .orElseThrow(() -> new IllegalArgumentException("--folder must be given, got: none")));
        Machine.describe(out, "FileFormatsBench", folder.toString());
        Map<String, Tally> tallies = new TreeMap<>();
        Map<String, List<Path>> readable = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve("manifest.jsonl"))) {
            JsonNode row = new ObjectMapper().readTree(line);
            Path file = folder.resolve("files").resolve(row.path("file").asText());
            String kind = kindOf(file);
            boolean read = judge(
                    out,
                    row,
                    file,
                    tallies.computeIfAbsent(kind, name -> new Tally()),
                    tallies.computeIfAbsent("", name -> new Tally()));
            if (read && !row.has("password")) {
                readable.computeIfAbsent(kind, name -> new ArrayList<>()).add(file);
            }
        }
        print(out, tallies);
        measure(out, readable, arguments.count("rounds", 5), arguments.count("copies", 200));
        return tallies;
    }

    private static String kindOf(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "none" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** Reads a file, prints how it ended, and tells whether it gave the right text. */
    private static boolean judge(PrintStream out, JsonNode row, Path file, Tally kind, Tally all) {
        String expected = row.path("expect").asText();
        String password =
                expected.equals("encrypted") ? "" : row.path("password").asText("");
        ReadResult result =
                FileReader.builder().password(password).build().load(file.toString(), FailurePolicy.COLLECT);
        StringBuilder text = new StringBuilder();
        result.documents().forEach(document -> text.append(document.text()).append('\n'));
        String flat = flat(text.toString());
        List<String> problems = new ArrayList<>();
        int facts = 0;
        for (JsonNode fact : row.path("must_contain")) {
            facts++;
            if (!flat.contains(flat(fact.asText()))) {
                problems.add("lacks \"" + flat(fact.asText()) + "\"");
            }
        }
        int found = facts - problems.size();
        for (JsonNode fact : row.path("must_not_contain")) {
            if (flat.contains(flat(fact.asText()))) {
                problems.add("holds \"" + flat(fact.asText()) + "\"");
            }
        }
        boolean whole =
                result.failures().stream().anyMatch(failure -> failure.source().equals(file.toString()));
        boolean failed = whole || result.documents().isEmpty();
        boolean wantsText = expected.equals("text") || expected.equals("archive");
        if (wantsText && (failed || (flat.isEmpty() && hasText(row)))) {
            problems.add("no text");
        } else if (expected.equals("encrypted") && !result.failures().toString().contains("encrypted")) {
            problems.add("not named as encrypted");
        } else if (!wantsText && !expected.equals("empty") && !flat.isEmpty()) {
            problems.add("text where none is expected");
        }
        String end = problems.isEmpty() ? (failed ? "right failure" : "right text") : "wrong";
        out.printf(
                Locale.ROOT,
                "  %-13s %-18s %s%s%n",
                end,
                expected,
                row.path("file").asText(),
                detail(problems, result));
        for (Tally tally : List.of(kind, all)) {
            tally.facts += facts;
            tally.found += found;
            tally.rightText += end.equals("right text") ? 1 : 0;
            tally.rightFailure += end.equals("right failure") ? 1 : 0;
            tally.wrong += end.equals("wrong") ? 1 : 0;
        }
        return end.equals("right text") && !flat.isEmpty();
    }

    /** What the reference finds may be the bookmarks of a PDF with blank pages; the second reference knows. */
    private static boolean hasText(JsonNode row) {
        return row.path("tika_chars").asInt() > 0
                && (!row.path("content_type").asText().equals("application/pdf") || row.has("pdftotext_text"));
    }

    private static String detail(List<String> problems, ReadResult result) {
        String failure =
                result.failures().isEmpty() ? "" : result.failures().get(0).reason();
        String all = (problems.isEmpty() ? "" : " " + problems) + (failure.isEmpty() ? "" : " - " + failure);
        return all.length() > 160 ? all.substring(0, 160) + "..." : all;
    }

    private static String flat(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static void print(PrintStream out, Map<String, Tally> tallies) {
        out.printf("%n  %-6s %12s %14s %6s   %s%n", "kind", "right text", "right failure", "wrong", "facts");
        tallies.forEach((kind, tally) -> out.printf(
                Locale.ROOT,
                "  %-6s %12d %14d %6d   %d of %d%n",
                kind.isEmpty() ? "all" : kind,
                tally.rightText,
                tally.rightFailure,
                tally.wrong,
                tally.found,
                tally.facts));
    }

    private static void measure(PrintStream out, Map<String, List<Path>> kinds, int rounds, int copies)
            throws IOException {
        out.printf(
                "%n  MB/s, median of %d rounds in turn%n  %-6s %9s %10s %10s %10s %8s %8s%n",
                rounds, "kind", "kB", "bare Tika", "1 thread", "2 threads", "to Tika", "1 to 2");
        FileReader one = FileReader.builder().threads(1).build();
        FileReader two = FileReader.builder().threads(2).build();
        for (Map.Entry<String, List<Path>> kind : kinds.entrySet()) {
            try (TemporaryFolder folder = TemporaryFolder.create()) {
                List<Path> files = new ArrayList<>();
                long bytes = 0;
                for (int copy = 0; copy < copies && bytes < MAX_BYTES; copy++) {
                    for (Path file : kind.getValue()) {
                        Path target = folder.path().resolve(copy + "-" + file.getFileName());
                        files.add(Files.copy(file, target));
                        bytes += Files.size(file);
                    }
                }
                List<Timings> timings = Rounds.inTurn(
                        WARMUPS,
                        rounds,
                        1,
                        List.of(
                                new Contestant("tika", 1, call -> tika(files)),
                                new Contestant(
                                        "one", 1, call -> one.load(folder.path().toString(), FailurePolicy.COLLECT)),
                                new Contestant(
                                        "two", 1, call -> two.load(folder.path().toString(), FailurePolicy.COLLECT))));
                double tika = rate(bytes, timings.get(0));
                double alone = rate(bytes, timings.get(1));
                double both = rate(bytes, timings.get(2));
                out.printf(
                        Locale.ROOT,
                        "  %-6s %9d %10.2f %10.2f %10.2f %8.2f %8.2f%n",
                        kind.getKey(),
                        bytes / 1_000,
                        tika,
                        alone,
                        both,
                        alone / tika,
                        both / alone);
            }
        }
    }

    private static double rate(long bytes, Timings timings) {
        return bytes / 1e3 / timings.wallMillis(0.5);
    }

    /** Parses with all parsers on the class path, as the documentation of Tika shows it; what fails counts as read. */
    private static Object tika(List<Path> files) {
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            BodyContentHandler text = new BodyContentHandler(-1);
            ParseContext context = new ParseContext();
            context.set(Parser.class, Tika.PARSER);
            try (InputStream in = TikaInputStream.get(file)) {
                Tika.PARSER.parse(in, text, new Metadata(), context);
                texts.add(text.toString());
            } catch (IOException | SAXException | TikaException e) {
                texts.add("");
            }
        }
        return texts;
    }

    /** Made once, as its table takes a second to load. */
    private static final class Tika {

        private static final Parser PARSER = new AutoDetectParser();
    }
}
