package dev.lectern.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A question about the corpus, and what a right answer holds.
 *
 * @param text the question
 * @param documents the ids of the documents that the answer must cite; none where the corpus holds no answer
 * @param phrases what must stand in the answer; a phrase for each document
 */
record CorpusQuestion(String text, List<String> documents, List<String> phrases) {

    /** Reads a list: question, documents and phrases separated by tabs, several of one kind by {@code " + "}; # begins a comment. */
    static List<CorpusQuestion> load(String resource) throws IOException {
        Path file = Project.file("examples/src/test/resources/" + resource);
        List<CorpusQuestion> questions = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("#")) {
                String[] fields = line.split("\t", -1);
                questions.add(new CorpusQuestion(fields[0], parts(fields[1]), parts(fields[2])));
            }
        }
        return List.copyOf(questions);
    }

    boolean hasAnswer() {
        return !documents.isEmpty();
    }

    private static List<String> parts(String field) {
        return field.isEmpty() ? List.of() : List.of(field.split(" \\+ ", -1));
    }

    /** Returns the question, as the name of a test. */
    @Override
    public String toString() {
        return text;
    }
}
