package dev.lectern.query.compose;

import dev.lectern.failure.LecternException;
import dev.lectern.failure.Remark;
import dev.lectern.model.FinishReason;
import dev.lectern.model.Quote;
import dev.lectern.store.ScoredNode;
import dev.lectern.synthesize.AnswerPart;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseStatus;
import dev.lectern.synthesize.SourceMarks;
import dev.lectern.synthesize.SourceReference;
import dev.lectern.synthesize.SourceReference.Use;
import dev.lectern.synthesize.SynthesisPlan;
import dev.lectern.synthesize.Usage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The answers to the parts of a question, over one list of sources: each node once, marks and quotes numbered by it. One thread at a time.
 */
final class MergedAnswers {

    private static final String BETWEEN = "\n\n";

    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final List<ScoredNode> nodes = new ArrayList<>();
    private final Set<Integer> shown = new HashSet<>();
    private final List<PartAnswer> parts;
    private final List<SourceMarks.Rewritten> texts = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();
    private Usage usage = Usage.NONE;

    MergedAnswers(List<PartAnswer> parts) {
        this.parts = parts;
        parts.forEach(this::add);
    }

    private void add(PartAnswer part) {
        Response response = part.response();
        LecternException failure = part.failure();
        if (response == null) {
            String reason = failure == null ? "no reason is known." : String.valueOf(failure.getMessage());
            remarks.add(new Remark(
                    Remark.Kind.FAILED_PART, part.question(), "Not answered: " + part.question() + " " + reason));
            texts.add(new SourceMarks.Rewritten("", List.of()));
            return;
        }
        usage = usage.plus(response.usage());
        remarks.addAll(response.remarks());
        response.sources().forEach(this::add);
        texts.add(SourceMarks.rewrite(
                response.text(),
                response.quotes(),
                response.sources().size(),
                number -> written(number, response, part.question()),
                number -> merged(number, response)));
        if (!part.isAnswered()) {
            remarks.add(
                    new Remark(Remark.Kind.OPEN_PART, part.question(), "No answer was found to: " + part.question()));
        }
    }

    private void add(SourceReference source) {
        String id = source.source().node().id();
        if (!numbers.containsKey(id)) {
            nodes.add(source.source());
            numbers.put(id, nodes.size());
        }
        if (source.use() != Use.LEFT_OUT) {
            shown.add(numbers.get(id));
        }
    }

    private int merged(int number, Response response) {
        return numbers.getOrDefault(
                response.sources().get(number - 1).source().node().id(), 0);
    }

    private String written(int number, Response response, String question) {
        if (number >= 1 && number <= response.sources().size()) {
            return Integer.toString(merged(number, response));
        }
        String mark = "[" + number + "?]";
        remarks.add(new Remark(
                Remark.Kind.UNKNOWN_MARK,
                mark,
                "The answer to \"" + question + "\" points to source " + number + ", and there are "
                        + response.sources().size() + "."));
        return number + "?";
    }

    List<ScoredNode> nodes() {
        return nodes;
    }

    Usage usage() {
        return usage;
    }

    boolean isAnyAnswered() {
        return parts.stream().anyMatch(PartAnswer::isAnswered);
    }

    /** Returns the parts and their answers as a model reads them. */
    String listed() {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            list.append(i == 0 ? "" : BETWEEN)
                    .append(i + 1)
                    .append(". ")
                    .append(parts.get(i).question())
                    .append('\n');
            list.append(parts.get(i).isAnswered() ? texts.get(i).text() : "No answer was found.");
        }
        return list.toString();
    }

    /**
     * Returns the answers one below the other, word for word; where there is none, what the first part says about it.
     *
     * @param joining what came of the call that was to join them, if there was one
     */
    Response joined(List<Remark> more, List<AnswerPart> joining) {
        StringBuilder text = new StringBuilder();
        List<Quote> quotes = new ArrayList<>();
        ResponseStatus status = ResponseStatus.NO_CONTEXT;
        FinishReason reason = FinishReason.NOT_CALLED;
        for (int i = 0; i < parts.size(); i++) {
            Response response = parts.get(i).response();
            if (response != null && parts.get(i).isAnswered()) {
                text.append(text.isEmpty() ? "" : BETWEEN);
                int start = text.length();
                text.append(texts.get(i).text());
                texts.get(i).quotes().forEach(quote -> quotes.add(quote.shift(start)));
                status = worse(status, response.status());
                reason = reason == FinishReason.LENGTH ? reason : response.finishReason();
            }
        }
        return text.isEmpty()
                ? unanswered(more, joining)
                : response(text.toString(), status, quotes, usage, reason, more, joining);
    }

    private ResponseStatus worse(ResponseStatus before, ResponseStatus next) {
        return before == ResponseStatus.TRUNCATED || before == ResponseStatus.PARTIAL ? before : next;
    }

    private Response unanswered(List<Remark> more, List<AnswerPart> joining) {
        Response first = null;
        for (PartAnswer part : parts) {
            Response response = part.response();
            if (response != null && (first == null || first.status() == ResponseStatus.NO_CONTEXT)) {
                first = response;
            }
        }
        if (first == null) {
            throw new IllegalStateException("At least one part has a response.");
        }
        return response(first.text(), first.status(), List.of(), usage, first.finishReason(), more, joining);
    }

    /** Returns what each part of the question gave, in order, numbered by the merged sources. */
    private List<AnswerPart> answers() {
        List<AnswerPart> answers = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Response response = parts.get(i).response();
            answers.add(new AnswerPart(
                    SynthesisPlan.Kind.ANSWER,
                    parts.get(i).question(),
                    response == null
                            ? List.of()
                            : response.sources().stream()
                                    .map(source -> merged(source.number(), response))
                                    .toList(),
                    texts.get(i).text(),
                    texts.get(i).quotes(),
                    response == null ? FinishReason.NOT_CALLED : response.finishReason(),
                    parts.get(i).failure()));
        }
        return answers;
    }

    /**
     * Makes a response over the merged sources.
     *
     * @param joining what came of the call that was to join the answers, if there was one
     */
    Response response(
            String text,
            ResponseStatus status,
            List<Quote> quotes,
            Usage cost,
            FinishReason reason,
            List<Remark> more,
            List<AnswerPart> joining) {
        Set<Integer> cited = SourceMarks.cited(text, quotes, nodes.size());
        List<SourceReference> sources = new ArrayList<>();
        for (ScoredNode node : nodes) {
            int number = sources.size() + 1;
            Use use = cited.contains(number) ? Use.CITED : shown.contains(number) ? Use.GIVEN : Use.LEFT_OUT;
            sources.add(new SourceReference(number, node, use));
        }
        List<Remark> all = new ArrayList<>(more);
        all.addAll(remarks);
        boolean failed = parts.stream().anyMatch(part -> part.failure() != null);
        ResponseStatus overall = failed && status == ResponseStatus.ANSWERED ? ResponseStatus.PARTIAL : status;
        List<AnswerPart> made = new ArrayList<>(answers());
        made.addAll(joining);
        return new Response(text, overall, sources, quotes, cost, reason, made, List.of(), all);
    }
}
