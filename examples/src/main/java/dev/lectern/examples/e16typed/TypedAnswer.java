package dev.lectern.examples.e16typed;

import dev.lectern.document.Document;
import dev.lectern.index.Index;
import dev.lectern.index.summary.SummaryIndex;
import dev.lectern.model.LanguageModel;
import dev.lectern.query.TypedAnswers;
import dev.lectern.store.InMemoryStore;
import dev.lectern.synthesize.TypedAnswerException;
import dev.lectern.synthesize.TypedResponse;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** Asks for a value instead of text: the record says what is wanted, and what comes back has been checked against it. */
final class TypedAnswer {

    /** What is asked for; what the sources may leave open is optional. */
    record Departure(String harbour, LocalTime time, Optional<Integer> platform) {}

    /** Something the notes do not say. */
    record Price(double crowns) {}

    private TypedAnswer() {}

    /** Takes no argument. */
    public static void main(String[] args) {
        Index index = SummaryIndex.create(InMemoryStore.create());
        index.ingest(List.of(Document.of("ferry", "The last ferry from Port Ellary leaves at 18:15.")));

        // In its place goes any chat model, hosted or local; the extractive one cannot write JSON.
        try (LanguageModel model = new ClockReader()) {
            TypedAnswers answers = TypedAnswers.create(index.retriever(), model);

            TypedResponse<Departure> answer = answers.ask("When does the last ferry leave?", Departure.class);
            System.out.println(answer.value().orElseThrow());
            System.out.println(answer.response().usage().modelCalls() + " calls: the first reply was repaired");

            try {
                answers.ask("What does the last ferry cost?", Price.class);
            } catch (TypedAnswerException e) {
                System.out.println("no price: " + e.problems());
            }
        }
    }
}
