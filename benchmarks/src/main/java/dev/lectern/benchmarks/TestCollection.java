package dev.lectern.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Documents, questions and which documents answer them, in the form of the BEIR collections. Immutable.
 *
 * @param entries the documents
 * @param questions the text of each question that has a judgement, by its id
 * @param judgements per question the grade of each judged document, by its id; above 0 is relevant
 * @param answers per question the accepted answers in its relevant document; none where the collection does not say
 * @see <a href="https://arxiv.org/abs/2104.08663">Thakur et al., 2021, BEIR</a>
 */
record TestCollection(
        List<Entry> entries,
        Map<String, String> questions,
        Map<String, Map<String, Integer>> judgements,
        Map<String, List<Answer>> answers) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A document of a collection.
     *
     * @param title may be empty
     */
    record Entry(String id, String title, String text) {}

    /**
     * An answer, as XQuAD gives it.
     *
     * @param start where it stands in the document
     */
    record Answer(String text, int start) {}

    /**
     * Reads a folder with {@code corpus.jsonl.gz} or {@code corpus.jsonl}, {@code queries.jsonl} and {@code qrels.tsv}.
     *
     * @throws IOException if a file is missing or is not of that form
     */
    static TestCollection read(Path folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        Path zipped = folder.resolve("corpus.jsonl.gz");
        for (String line : lines(Files.exists(zipped) ? zipped : folder.resolve("corpus.jsonl"))) {
            JsonNode json = JSON.readTree(line);
            entries.add(new Entry(
                    json.required("_id").asText(),
                    json.path("title").asText(""),
                    json.required("text").asText()));
        }
        Map<String, Map<String, Integer>> judgements = judgements(folder.resolve("qrels.tsv"));
        Map<String, String> questions = new LinkedHashMap<>();
        Map<String, List<Answer>> answers = new HashMap<>();
        for (String line : lines(folder.resolve("queries.jsonl"))) {
            JsonNode json = JSON.readTree(line);
            String id = json.required("_id").asText();
            if (judgements.containsKey(id)) {
                questions.put(id, json.required("text").asText());
                answers.put(id, answers(json.path("answers")));
            }
        }
        return new TestCollection(entries, questions, judgements, answers);
    }

    private static List<Answer> answers(JsonNode list) {
        List<Answer> answers = new ArrayList<>();
        for (JsonNode json : list) {
            answers.add(new Answer(
                    json.required("text").asText(), json.required("start").asInt()));
        }
        return List.copyOf(answers);
    }

    /** Returns the grade of each relevant document of a question, by document id. */
    Map<String, Integer> gradesOf(String question) {
        return judgements.getOrDefault(question, Map.of());
    }

    /** Returns the accepted answers to a question. */
    List<Answer> answersTo(String question) {
        return answers.getOrDefault(question, List.of());
    }

    private static Map<String, Map<String, Integer>> judgements(Path file) throws IOException {
        Map<String, Map<String, Integer>> judgements = new HashMap<>();
        List<String> lines = lines(file);
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split("\t", -1);
            if (fields.length != 3) {
                throw new IOException("Could not read " + file + ": a line must have 3 fields, got: " + line);
            }
            int grade = Integer.parseInt(fields[2].strip());
            if (grade > 0) {
                judgements.computeIfAbsent(fields[0], id -> new HashMap<>()).put(fields[1], grade);
            }
        }
        return judgements;
    }

    private static List<String> lines(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList();
        }
    }
}
