package dev.lectern.testkit.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lectern.testkit.plugin.ConformanceOptions.Permission;
import dev.lectern.testkit.plugin.ConformanceResult.Level;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Points 27 to 31: how documents are cut. Stateless. */
final class ChunkingPoints {

    /** Below 200 tokens, as {@code cl100k_base} counts, with the last mark past character 350: cut there, and once more behind. */
    private static final String MARK_LATE = "word ".repeat(75) + "see it.";

    private static final String LOREM = "lorem ipsum dolor sit amet ".repeat(60).strip();

    private static final List<String> NAMES_AT_A_CUT = List.of(
            "word ".repeat(75) + "see example.com for the details of this and that",
            "word ".repeat(75) + "import java.util.List and so on without any other mark",
            LOREM + " https://example.com/a?b=c#d " + LOREM);

    private static final String EMOJI = "🦖🧬🪐🫠".repeat(50);

    private ChunkingPoints() {}

    static List<Point> all() {
        return List.of(
                Point.must(
                        27,
                        "chunks are those of the original, where it is to be as compatible as that (four of the golden cases)",
                        "a window of 200 tokens, cut after the last mark past character 350, line breaks as blanks",
                        ChunkingPoints::goldenCases),
                Point.better(
                        28,
                        "no character of a text is lost between chunks",
                        "chunks cover the text, blanks aside",
                        ChunkingPoints::namesAtACut),
                Point.better(
                        29,
                        "no character is broken",
                        "no U+FFFD in any chunk, and all of the text",
                        probe -> requireCovered(probe, probe.own("emoji"), EMOJI)),
                Point.better(
                        30,
                        "a document of more than ten thousand chunks is refused",
                        "413 or 422 with a reason",
                        ChunkingPoints::tooManyChunks),
                Point.unseen(
                        31,
                        Level.BETTER,
                        "size, overlap and way of cutting can be chosen",
                        "a choice of who starts the server"));
    }

    private static void goldenCases(Probe probe) throws IOException {
        requireChunks(probe, "break", "A first heron\nand a second one", "A first heron and a second one");
        requireChunks(probe, "mark", MARK_LATE + " and the rest goes on", MARK_LATE, "and the rest goes on");
        requireChunks(
                probe,
                "at-350",
                "a".repeat(350) + ". and a tail that goes on",
                "a".repeat(350) + ". and a tail that goes on");
        requireChunks(probe, "no-mark", LOREM, LOREM.substring(0, 1074), LOREM.substring(1075));
    }

    private static void requireChunks(Probe probe, String name, String text, String... expected) throws IOException {
        Answer answer = stored(probe, probe.own(name), text);
        answer.meets(texts(answer).equals(List.of(expected)));
    }

    private static Answer stored(Probe probe, String id, String text) throws IOException {
        probe.store(id, text);
        return probe.findDocument(id);
    }

    /** Returns the texts of chunks in the order of their numbers. */
    private static List<String> texts(Answer answer) {
        return answer.chunks().stream()
                .sorted(Comparator.comparingInt(ChunkingPoints::number))
                .map(chunk -> chunk.path("text").asText())
                .toList();
    }

    private static int number(JsonNode chunk) {
        String digits = chunk.path("id").asText().replaceAll("^.*_(?=\\d{1,6}$)", "");
        return digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
    }

    private static void namesAtACut(Probe probe) throws IOException {
        for (int i = 0; i < NAMES_AT_A_CUT.size(); i++) {
            requireCovered(probe, probe.own("d" + i), NAMES_AT_A_CUT.get(i));
        }
    }

    /** Chunks may overlap, but none may begin behind what those before it have reached. */
    private static void requireCovered(Probe probe, String id, String text) throws IOException {
        Answer answer = stored(probe, id, text);
        String visible = visible(text);
        int reached = 0;
        for (String chunk : texts(answer)) {
            String part = visible(chunk);
            int start = visible.lastIndexOf(part, reached);
            if (start < 0) {
                throw new UnmetException("behind \"" + tail(visible.substring(0, reached)) + "\" comes a chunk \""
                        + Shown.cut(chunk, 60) + "\"; all: " + lengths(answer));
            }
            reached = Math.max(reached, start + part.length());
        }
        if (reached < visible.length()) {
            throw new UnmetException("chunks end at \"" + tail(visible.substring(0, reached)) + "\"");
        }
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 20));
    }

    private static String lengths(Answer answer) {
        return texts(answer).stream().map(text -> text.length() + " characters").collect(Collectors.joining(", "));
    }

    private static String visible(String text) {
        return text.replaceAll("\\s+", "");
    }

    /** Six million characters in words of one letter: more chunks than ten thousand, whatever the size. */
    private static void tooManyChunks(Probe probe) throws IOException {
        probe.require(Permission.LARGE_DOCUMENT);
        Answer answer = probe.upsert(
                "{\"documents\":[{\"id\":\"" + probe.own("d") + "\",\"text\":\"" + "a b. ".repeat(1_200_000) + "\"}]}");
        answer.meets(
                List.of(413, 422).contains(answer.status()) && !answer.text().isEmpty());
    }
}
