package dev.lectern.benchmarks;

import dev.lectern.document.Document;
import dev.lectern.document.Span;
import dev.lectern.model.Quote;
import dev.lectern.retrieve.Query;
import dev.lectern.store.Filter;
import dev.lectern.synthesize.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A question and what a right answer holds. Immutable.
 *
 * @param query the question
 * @param parts what must stand in the answer, each of them; none where the question must be left open
 */
record AskedQuestion(Query query, List<Part> parts) {

    /**
     * A part of a right answer.
     *
     * @param document the id of the document that must be quoted; empty for any
     * @param words what the answer must say
     * @param places where it stands in the document; none for any place with the words
     */
    record Part(String document, Pattern words, List<Span> places) {

        private boolean isCited(Quote quote, Document source) {
            Span span = quote.documentSpan();
            return (document.isEmpty() || document.equals(source.id()))
                    && words.matcher(fold(span.of(source.text()))).find()
                    && (places.isEmpty() || places.stream().anyMatch(span::contains));
        }
    }

    /**
     * Reads a list with a question on each line, and after tabs the id of the document to quote and a pattern of what the answer must say;
     * several of either are separated by {@code " + "}. Both are empty where the question must be left open. A line with # at its start
     * is a comment.
     *
     * @throws IOException if the file is missing or a line has another number of fields
     */
    static List<AskedQuestion> read(Path file) throws IOException {
        List<AskedQuestion> questions = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] fields = line.split("\t", -1);
                if (fields.length != 3) {
                    throw new IOException("Could not read " + file + ": a line must have 3 fields, got: " + line);
                }
                questions.add(new AskedQuestion(Query.of(fields[0]), parts(fields[1], fields[2])));
            }
        }
        return List.copyOf(questions);
    }

    private static List<Part> parts(String documents, String patterns) {
        List<Part> parts = new ArrayList<>();
        List<String> ids = List.of(documents.split(" \\+ ", -1));
        for (String pattern : patterns.isEmpty() ? new String[0] : patterns.split(" \\+ ", -1)) {
            String id = ids.get(Math.min(parts.size(), ids.size() - 1));
            parts.add(new Part(id, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), List.of()));
        }
        return List.copyOf(parts);
    }

    /** Returns the questions of a collection, and each of them once more without its document: then it must be left open. */
    static List<AskedQuestion> of(TestCollection collection) {
        List<AskedQuestion> questions = new ArrayList<>();
        collection.questions().forEach((id, text) -> {
            Query query = Query.of(text);
            String document = collection.gradesOf(id).keySet().iterator().next();
            List<TestCollection.Answer> answers = collection.answersTo(id);
            if (answers.isEmpty()) {
                throw new IllegalArgumentException("question must have answers in queries.jsonl, got: none for " + id);
            }
            List<Span> places = answers.stream()
                    .map(answer -> new Span(
                            answer.start(), answer.start() + answer.text().length()))
                    .toList();
            String words = answers.stream()
                    .map(answer -> Pattern.quote(fold(answer.text())))
                    .collect(Collectors.joining("|"));
            questions.add(new AskedQuestion(query, List.of(new Part(document, Pattern.compile(words), places))));
            questions.add(new AskedQuestion(query.filteredBy(Filter.ne(Filter.DOCUMENT_ID, document)), List.of()));
        });
        return List.copyOf(questions);
    }

    /** Tells whether the sources hold an answer. */
    boolean hasAnswer() {
        return !parts.isEmpty();
    }

    /** Tells whether an answer says what it must. */
    boolean isRight(Response response) {
        return parts.stream()
                .allMatch(part -> part.words().matcher(fold(response.text())).find());
    }

    /** Tells whether what an answer must say is quoted from the place where it stands. */
    boolean isCited(Response response, Function<String, Document> documents) {
        return parts.stream()
                .allMatch(part -> response.quotes().stream()
                        .anyMatch(quote -> part.isCited(quote, documents.apply(quote.documentId()))));
    }

    /** Shows each run of white space as one space. */
    static String fold(String text) {
        return text.replaceAll("(?U)\\s+", " ");
    }
}
