package dev.lectern.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lectern.document.MetadataKeys;
import dev.lectern.reader.ReadResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Whether a file ended as its row of a manifest expects.
 *
 * <p>A text is right if it holds every fact and nothing that it must not hold; agrees with the right text, where there is one, by an F1 of
 * words of {@link #MIN_F1} or more, files within left out; and has at least half as many words as the reference, where there is no right text. A
 * failure is right where one is expected, and where it is an encrypted file, the reason must say so. An empty document is right only of a file that
 * has no bytes or is expected to be empty; there text is right too, since that others found none proves little.
 *
 * @param end how it ended
 * @param facts how many texts it must hold
 * @param found how many of them it holds
 * @param gold F1 of the words beside the right text, if there is one
 * @param problems what is wrong, empty if nothing is
 */
record FileVerdict(End end, int facts, int found, OptionalDouble gold, List<String> problems) {

    /** Right texts are Markdown of another program: it repeats cells that span others and leaves out headers, footers and the data of charts. */
    static final double MIN_F1 = 0.8;

    /** References have mistakes of their own, such as a wrong charset; a text of half as many words has lost something. */
    private static final double MIN_REFERENCE_SHARE = 0.5;

    private static final List<String> FAILING = List.of("encrypted", "corrupt", "binary", "recursive-archive");

    /** How a file ended. */
    enum End {
        RIGHT_TEXT,
        RIGHT_FAILURE,
        WRONG
    }

    FileVerdict {
        problems = List.copyOf(problems);
    }

    /**
     * Judges what was read of a file.
     *
     * @param folder has the manifest, and the texts it names
     */
    static FileVerdict of(JsonNode row, Path folder, ReadResult result) throws IOException {
        String expected = row.path("expect").asText();
        String text = result.documents().stream()
                .map(document -> document.text() + "\n")
                .collect(Collectors.joining());
        String flat = flat(text);
        List<String> problems = new ArrayList<>();
        int facts = row.path("must_contain").size()
                + row.path("hand_checked_contains").size();
        for (String key : List.of("must_contain", "hand_checked_contains")) {
            row.path(key).forEach(fact -> {
                if (!flat.contains(flat(fact.asText()))) {
                    problems.add("lacks \"" + flat(fact.asText()) + "\"");
                }
            });
        }
        int found = facts - problems.size();
        row.path("must_not_contain").forEach(fact -> {
            if (flat.contains(flat(fact.asText()))) {
                problems.add("holds \"" + flat(fact.asText()) + "\"");
            }
        });
        OptionalDouble gold = row.has("expected_text")
                ? OptionalDouble.of(ShingleScore.ofWords(plain(read(folder, row, "expected_text")), own(result))
                        .f1())
                : OptionalDouble.empty();
        boolean wantsText = expected.equals("text") || expected.equals("archive");
        if (wantsText) {
            addLost(row, folder, text, gold, problems);
        } else {
            addUnexpected(row, flat, result, problems);
        }
        boolean failed = result.documents().isEmpty() || (!wantsText && flat.isEmpty());
        End end = !problems.isEmpty() ? End.WRONG : failed ? End.RIGHT_FAILURE : End.RIGHT_TEXT;
        return new FileVerdict(end, facts, found, gold, problems);
    }

    private static void addLost(JsonNode row, Path folder, String text, OptionalDouble gold, List<String> problems)
            throws IOException {
        if (gold.isPresent() && gold.getAsDouble() < MIN_F1) {
            problems.add("agrees with the right text by less than " + MIN_F1);
        }
        if (row.has("exact_text") && !read(folder, row, "exact_text").strip().equals(text.strip())) {
            problems.add("differs from the exact text");
        }
        // What one reference finds in a PDF may be its bookmarks; the other knows.
        String reference = row.has("pdftotext_exit") ? "pdftotext_text" : "tika_text";
        // What a reference calls plain text stands there with its syntax.
        boolean parsed = !row.path("content_type").asText().startsWith("text/plain");
        if (gold.isEmpty()
                && parsed
                && row.has(reference)
                && ShingleScore.words(text) < MIN_REFERENCE_SHARE * ShingleScore.words(read(folder, row, reference))) {
            problems.add("has less than half as many words as the reference");
        }
    }

    private static void addUnexpected(JsonNode row, String flat, ReadResult result, List<String> problems) {
        String expected = row.path("expect").asText();
        boolean fails = FAILING.stream().anyMatch(expected::startsWith);
        if (!flat.isEmpty() && fails) {
            problems.add("text where none is expected");
        }
        if (fails && result.failures().isEmpty() && row.path("bytes").asLong(1) > 0) {
            problems.add("no failure");
        } else if (expected.equals("encrypted") && !result.failures().toString().contains("encrypted")) {
            problems.add("not named as encrypted");
        }
    }

    private static String own(ReadResult result) {
        return result.documents().stream()
                .filter(document -> document.metadata().text(MetadataKeys.PART).isEmpty())
                .map(document -> document.text() + "\n")
                .collect(Collectors.joining());
    }

    private static String read(Path folder, JsonNode row, String key) throws IOException {
        Path file = folder.resolve(row.path(key).asText());
        try (BufferedReader text = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return text.lines().collect(Collectors.joining("\n"));
        }
    }

    /** Takes the marks off a Markdown text that are words: comments, addresses of links, entities. */
    private static String plain(String markdown) {
        return markdown.replaceAll("(?s)<!--.*?-->", " ")
                .replaceAll("\\]\\([^)\\s]*\\)", "] ")
                .replaceAll("&(?:amp|lt|gt|quot|nbsp);", " ")
                .replaceAll("\\\\([_*#])", "$1");
    }

    private static String flat(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
