package dev.lectern.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.ReadResult;
import dev.lectern.readers.file.FileReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * Judges the reader of files over a folder with a manifest, and measures it beside bare Tika.
 *
 * <p>The manifest has a JSON object per line: {@code file} below {@code files/}, {@code expect} ({@code text}, {@code empty},
 * {@code archive}, {@code encrypted}, {@code binary}, {@code recursive-archive} ...), {@code password}, texts that the file's text
 * {@code must_contain} or {@code must_not_contain}, white space aside, and files with the right text ({@code expected_text}) or
 * with what others found ({@code tika_text}, {@code pdftotext_text}). {@link FileVerdict} says what is right.
 *
 * <p>Arguments: {@code --folder} (with {@code manifest.jsonl}), {@code --rounds} (3; how often each kind is timed, 0 times none), {@code
 * --millis} (1000; how long a round of Tika takes at least), {@code --seed} of the files that are written to be timed; kinds that are not
 * written are timed with those of the folder.
 */
public final class FileFormatsBench {

    private static final double FACTS_AIM = 0.97;

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
        private final List<Double> gold = new ArrayList<>();

        private void add(FileVerdict verdict) {
            rightText += verdict.end() == FileVerdict.End.RIGHT_TEXT ? 1 : 0;
            rightFailure += verdict.end() == FileVerdict.End.RIGHT_FAILURE ? 1 : 0;
            wrong += verdict.end() == FileVerdict.End.WRONG ? 1 : 0;
            facts += verdict.facts();
            found += verdict.found();
            verdict.gold().ifPresent(gold::add);
        }

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

        /** Returns the mean F1 of words beside the right texts, where there are some. */
        OptionalDouble gold() {
            return gold.stream().mapToDouble(Double::doubleValue).average();
        }
    }

    /** Runs the benchmark and prints to {@code out}; returns how files ended by kind, with all of them under an empty name. */
    static Map<String, Tally> run(PrintStream out, String... args) throws IOException {
        Arguments arguments = Arguments.parse(args, "folder", "rounds", "millis", "seed");
        Path folder = Path.of(arguments
                .text("folder")
                .orElseThrow(() -> new IllegalArgumentException("--folder must be given, got: none")));
        Machine.describe(out, "FileFormatsBench", folder + ", seed " + arguments.seed());
        Map<String, Tally> tallies = new TreeMap<>();
        Map<String, List<Path>> readable = new TreeMap<>();
        Set<String> strayed = new HashSet<>();
        int strict = 0;
        for (String line : Files.readAllLines(folder.resolve("manifest.jsonl"))) {
            JsonNode row = new ObjectMapper().readTree(line);
            Path file = folder.resolve("files").resolve(row.path("file").asText());
            String kind = kindOf(file);
            ReadResult result = read(row, file);
            FileVerdict verdict = FileVerdict.of(row, folder, result);
            print(out, row, verdict, result);
            tallies.computeIfAbsent(kind, name -> new Tally()).add(verdict);
            tallies.computeIfAbsent("", name -> new Tally()).add(verdict);
            String expected = row.path("expect").asText();
            if (expected.matches("encrypted|corrupt.*|recursive-archive|.*attack")) {
                strict++;
                if (verdict.end() == FileVerdict.End.WRONG) {
                    strayed.add(row.path("file").asText());
                }
            }
            if (expected.equals("text") && verdict.end() == FileVerdict.End.RIGHT_TEXT && !row.has("password")) {
                readable.computeIfAbsent(kind, name -> new ArrayList<>()).add(file);
            }
        }
        print(out, tallies);
        printAims(out, tallies.getOrDefault("", new Tally()), strict, strayed);
        int rounds = Integer.parseInt(arguments.text("rounds").orElse("3"));
        if (rounds > 0) {
            measure(out, readable, rounds, arguments.count("millis", 1_000) / 1e3, arguments.seed());
        }
        return tallies;
    }

    private static String kindOf(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "none" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static ReadResult read(JsonNode row, Path file) {
        boolean encrypted = row.path("expect").asText().equals("encrypted");
        String password = encrypted ? "" : row.path("password").asText("");
        return FileReader.builder().password(password).build().load(file.toString(), FailurePolicy.COLLECT);
    }

    private static void print(PrintStream out, JsonNode row, FileVerdict verdict, ReadResult result) {
        String gold = verdict.gold().isPresent()
                ? String.format(Locale.ROOT, "%.2f", verdict.gold().getAsDouble())
                : "";
        String failure =
                result.failures().isEmpty() ? "" : result.failures().get(0).reason();
        String detail = (verdict.problems().isEmpty() ? "" : " " + verdict.problems())
                + (failure.isEmpty() ? "" : " - " + failure);
        out.printf(
                Locale.ROOT,
                "  %-13s %-18s %4s  %s%s%n",
                verdict.end().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                row.path("expect").asText(),
                gold,
                row.path("file").asText(),
                detail.length() > 160 ? detail.substring(0, 160) + "..." : detail);
    }

    private static void print(PrintStream out, Map<String, Tally> tallies) {
        out.printf(
                "%n  %-6s %12s %14s %6s   %-12s %s%n",
                "kind", "right text", "right failure", "wrong", "facts", "words");
        tallies.forEach((kind, tally) -> out.printf(
                Locale.ROOT,
                "  %-6s %12d %14d %6d   %-12s %s%n",
                kind.isEmpty() ? "all" : kind,
                tally.rightText,
                tally.rightFailure,
                tally.wrong,
                tally.found + " of " + tally.facts,
                tally.gold.isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT, "F1 %.3f over %d", tally.gold().getAsDouble(), tally.gold.size())));
    }

    private static void printAims(PrintStream out, Tally all, int strict, Set<String> strayed) {
        double share = all.facts == 0 ? 1 : (double) all.found / all.facts;
        out.printf(
                Locale.ROOT,
                "%n  facts found: %.1f %%, aim %.0f %%: %s%n",
                100 * share,
                100 * FACTS_AIM,
                share >= FACTS_AIM ? "reached" : "missed");
        out.printf(
                "  encrypted, corrupt, attacking and self-holding files that end as expected: %d of %d, aim all: %s%n",
                strict - strayed.size(), strict, strayed.isEmpty() ? "reached" : "missed by " + strayed);
    }

    private static void measure(
            PrintStream out, Map<String, List<Path>> readable, int rounds, double seconds, long seed)
            throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Map<String, List<Path>> kinds = new TreeMap<>(readable);
            kinds.putAll(FileSamples.write(folder.path(), seed));
            FileSpeed speed = new FileSpeed(out, rounds, seconds);
            speed.printHeading();
            for (Map.Entry<String, List<Path>> kind : kinds.entrySet()) {
                speed.measure(kind.getKey(), kind.getValue());
            }
        }
    }
}
