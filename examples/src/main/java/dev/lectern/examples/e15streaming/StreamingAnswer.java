package dev.lectern.examples.e15streaming;

import dev.lectern.document.Document;
import dev.lectern.index.Index;
import dev.lectern.index.summary.SummaryIndex;
import dev.lectern.model.Cancellation;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.LanguageModel;
import dev.lectern.retrieve.Query;
import dev.lectern.store.InMemoryStore;
import dev.lectern.synthesize.AnswerEvent;
import java.time.Duration;
import java.util.List;

/** Prints an answer to the terminal while it is made. */
final class StreamingAnswer {

    private StreamingAnswer() {}

    /** Takes no argument. */
    public static void main(String[] args) {
        Index index = SummaryIndex.create(InMemoryStore.create());
        index.ingest(List.of(
                Document.of("reef", "The tide turns twice a day. Slack water over the reef lasts twenty minutes."),
                Document.of("quay", "At the quay the tide turns half an hour later than over the reef.")));

        // Whatever happens, the question has an end: after this time the model call under way is ended too.
        try (LanguageModel model = ExtractiveModel.create();
                Cancellation cancellation = Cancellation.within(Duration.ofMinutes(1))) {
            index.queryEngine(model).stream(Query.of("When does the tide turn?"), StreamingAnswer::print, cancellation);
        }
    }

    /** The sources come first, then the text in pieces: sentences here, words or parts of words from a model that writes. */
    private static void print(AnswerEvent event) {
        if (event instanceof AnswerEvent.Stage stage) {
            System.out.println("-- " + stage.name() + " " + stage.number() + " of " + stage.total());
        } else if (event instanceof AnswerEvent.Sources sources) {
            System.out.println("-- " + sources.nodes().size() + " sources");
        } else if (event instanceof AnswerEvent.Text text) {
            System.out.print("|" + text.piece());
            System.out.flush();
        } else if (event instanceof AnswerEvent.Restart) {
            System.out.println("-- the model took this back");
        } else if (event instanceof AnswerEvent.Done done) {
            System.out.println("|");
            System.out.println("-- " + done.response().status() + ", "
                    + done.response().citedSources().size() + " sources cited");
        }
    }
}
