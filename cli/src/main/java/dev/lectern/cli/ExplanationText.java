package dev.lectern.cli;

import dev.lectern.query.Explanation;
import dev.lectern.store.ScoredNode;
import java.io.PrintWriter;

/** Prints for people what an answer would be made of: its sources, and the model calls. */
final class ExplanationText {

    private ExplanationText() {}

    static void write(Explanation explanation, PrintWriter out) {
        explanation.notes().forEach(note -> out.println("Note: " + note));
        if (!explanation.notes().isEmpty()) {
            out.println();
        }
        out.println(explanation.nodes().isEmpty() ? "No source was found." : "Sources");
        int number = 1;
        for (ScoredNode node : explanation.nodes()) {
            String characters = ResponseText.spelled(node.node().span());
            out.println("  [" + number++ + "] " + String.join(", ", ResponseText.facts(node, characters)));
        }
        out.println();
        out.println(explanation.plan().explain());
    }
}
