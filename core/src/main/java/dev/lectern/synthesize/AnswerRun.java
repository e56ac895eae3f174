package dev.lectern.synthesize;

import dev.lectern.embed.Tokenizer;
import dev.lectern.model.Cancellation;
import dev.lectern.model.FinishReason;
import dev.lectern.retrieve.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Carries out a plan: an answer improved call by call, joined level by level, or answers side by side. One thread at a time. */
final class AnswerRun {

    private final SynthesisPlan plan;
    private final Query query;
    private final PromptWriter writer;
    private final ModelCalls model;
    private final Parallelism parallelism;
    private final Teller teller;
    private final Cancellation cancellation;
    private final @Nullable Said[] given;

    AnswerRun(
            SynthesisPlan plan,
            Query query,
            PromptWriter writer,
            ModelCalls model,
            Parallelism parallelism,
            Teller teller,
            Cancellation cancellation) {
        this.plan = plan;
        this.query = query;
        this.writer = writer;
        this.model = model;
        this.parallelism = parallelism;
        this.teller = teller;
        this.cancellation = cancellation;
        this.given = new Said[plan.calls().size()];
    }

    /**
     * Makes the calls.
     *
     * @throws dev.lectern.failure.LecternException the first failure, if every call failed
     */
    Said run() {
        Said answer = switch (plan.mode()) {
            case ACCUMULATE, COMPACT_ACCUMULATE -> sideBySide();
            default -> isTree() ? tree() : chain();
        };
        List<Said> made = made();
        if (!made.isEmpty() && made.stream().allMatch(said -> said.failure() != null)) {
            throw Objects.requireNonNull(made.get(0).failure());
        }
        teller.settle(answer.text());
        return answer;
    }

    private boolean isTree() {
        return plan.calls().stream().anyMatch(call -> call.kind() == SynthesisPlan.Kind.COMBINE);
    }

    private List<Said> made() {
        List<Said> made = new ArrayList<>();
        for (Said said : given) {
            if (said != null) {
                made.add(said);
            }
        }
        return made;
    }

    /** Returns what each call gave, without those that turned out not to be needed. */
    List<AnswerPart> parts() {
        List<AnswerPart> parts = new ArrayList<>();
        for (int i = 0; i < given.length; i++) {
            Said said = given[i];
            if (said != null) {
                parts.add(said.part(plan.calls().get(i), query.text()));
            }
        }
        return parts;
    }

    private Said chain() {
        Draft draft = new Draft();
        int last = given.length - 1;
        for (int i = 0; i <= last; i++) {
            SynthesisPlan.Call call = plan.calls().get(i);
            stage(i);
            Said said = model.call(
                    writer.overSources(query, call, draft.answer()),
                    call.context(),
                    i == last ? teller : null,
                    cancellation);
            given[i] = said;
            if (said.failure() == null) {
                draft.improve(said);
            }
        }
        return draft.said();
    }

    private void stage(int call) {
        cancellation.check(AnswerEvent.SUBJECT);
        teller.tell(new AnswerEvent.Stage(AnswerEvent.Stage.ANSWER, call + 1, given.length));
    }

    private Said tree() {
        List<Said> answers = new ArrayList<>();
        while (answers.size() < given.length) {
            int from = answers.size();
            int to = from;
            while (to < given.length && plan.calls().get(to).inputs().stream().allMatch(input -> input < from)) {
                to++;
            }
            answers.addAll(level(from, to, List.copyOf(answers)));
        }
        return answers.get(answers.size() - 1);
    }

    /** Makes the calls of a level, which read nothing of each other. */
    private List<Said> level(int from, int to, List<Said> below) {
        List<Said> answers = new ArrayList<>();
        Cancellation own = cancellation.child();
        try (Batch<Said> batch = new Batch<>(to - from, i -> join(from + i, below, null, own), parallelism, own)) {
            for (int i = from; i < to; i++) {
                int call = i;
                stage(call);
                boolean root = call == given.length - 1;
                answers.add(batch.take(call - from, () -> join(call, below, root ? teller : null, own)));
            }
        }
        return answers;
    }

    private Said join(int index, List<Said> below, @Nullable Teller heard, Cancellation own) {
        SynthesisPlan.Call call = plan.calls().get(index);
        if (call.kind() != SynthesisPlan.Kind.COMBINE) {
            Said said = model.call(writer.overSources(query, call, ""), call.context(), heard, own);
            given[index] = said;
            return said;
        }
        List<Said> inputs = call.inputs().stream().map(below::get).toList();
        List<Said> answering = inputs.stream().filter(said -> !said.isSilent()).toList();
        if (answering.size() < 2) {
            return answering.isEmpty() ? silent(inputs) : answering.get(0);
        }
        Said said = model.call(
                writer.joining(query, call, answering), Said.joined(answering).context(), heard, own);
        given[index] = said;
        return said.isSilent() ? instead(answering, index) : said;
    }

    private static Said silent(List<Said> inputs) {
        return inputs.stream()
                .filter(said -> said.failure() == null)
                .findFirst()
                .orElse(inputs.get(0));
    }

    /** Where answers could not be joined they stand one below the other; inside the tree as many as have the room of one. */
    private Said instead(List<Said> answering, int index) {
        if (index == given.length - 1) {
            return Said.joined(answering);
        }
        Tokenizer tokenizer = writer.model().tokenizer();
        int room = plan.calls().get(index).maxOutputTokens();
        for (int most = answering.size(); most > 1; most--) {
            Said joined = Said.joined(answering.subList(0, most));
            if (tokenizer.count(joined.text()) <= room) {
                return joined;
            }
        }
        return answering.get(0);
    }

    private Said sideBySide() {
        List<Said> shown = new ArrayList<>();
        Cancellation own = cancellation.child();
        try (Batch<Said> batch = new Batch<>(given.length, i -> alone(i, null, own), parallelism, own)) {
            for (int i = 0; i < given.length; i++) {
                int call = i;
                stage(call);
                String heading = heading(call);
                teller.text((call == 0 ? "" : "\n\n") + heading);
                Said said = batch.take(call, () -> alone(call, teller, own));
                shown.add(under(call, heading, said));
                teller.settle(Said.joined(shown).text());
            }
        }
        return side(shown);
    }

    private Said alone(int index, @Nullable Teller heard, Cancellation own) {
        SynthesisPlan.Call call = plan.calls().get(index);
        Said said = model.call(writer.overSources(query, call, ""), call.context(), heard, own);
        given[index] = said;
        return said;
    }

    private Said side(List<Said> shown) {
        Said joined = Said.joined(shown);
        boolean silent = made().stream().allMatch(Said::isSilent);
        return silent
                ? new Said(joined.text(), FinishReason.NO_ANSWER, joined.quotes(), joined.context(), null)
                : joined;
    }

    private Said under(int call, String heading, Said said) {
        String text = said.failure() != null
                ? notUsed(plan.calls().get(call).numbers())
                : said.text().isBlank() ? Draft.NOTHING_SAID : said.text();
        return new Said(
                heading + text,
                said.finishReason(),
                said.quotes().stream()
                        .map(quote -> quote.shift(heading.length()))
                        .toList(),
                said.context(),
                said.failure());
    }

    /** Says that there is no answer; why, the part of the response says. */
    private static String notUsed(List<Integer> numbers) {
        return numbers.size() == 1 ? "This source could not be used." : "These sources could not be used.";
    }

    /** Names the sources of a call; a source that takes several calls, with which of them it is. */
    private String heading(int index) {
        List<Integer> numbers = plan.calls().get(index).numbers();
        String names = numbers.stream().map(number -> Integer.toString(number)).collect(Collectors.joining(", "));
        List<Integer> same = new ArrayList<>();
        for (int i = 0; i < given.length; i++) {
            if (plan.calls().get(i).numbers().equals(numbers)) {
                same.add(i);
            }
        }
        String part = same.size() > 1 ? ", part " + (same.indexOf(index) + 1) + " of " + same.size() : "";
        return (numbers.size() == 1 ? "Source " : "Sources ") + names + part + ":\n";
    }
}
