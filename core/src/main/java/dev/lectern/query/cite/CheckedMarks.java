package dev.lectern.query.cite;

import dev.lectern.document.Span;
import dev.lectern.failure.Remark;
import dev.lectern.model.Quote;
import dev.lectern.synthesize.AnswerPart;
import dev.lectern.synthesize.Citation;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.SourceMarks;
import dev.lectern.synthesize.SourceReference;
import dev.lectern.synthesize.SourceReference.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Makes a response whose marks are checked of one whose marks are as the model wrote them. */
final class CheckedMarks {

    private CheckedMarks() {}

    static Response of(Response response) {
        List<SourceReference> before = response.sources();
        Numbering numbering = new Numbering(number ->
                number >= 1 && number <= before.size() && before.get(number - 1).use() != Use.LEFT_OUT);
        Set<Integer> unknown = new TreeSet<>();
        SourceMarks.Rewritten rewritten = SourceMarks.rewrite(
                response.text(),
                response.quotes(),
                before.size(),
                number -> {
                    String written = numbering.written(number);
                    if (!numbering.has(number)) {
                        unknown.add(number);
                    }
                    return written;
                },
                numbering::number);
        before.forEach(source -> numbering.number(source.number()));
        List<SourceReference> sources = new ArrayList<>();
        for (int number : numbering.order()) {
            SourceReference source = before.get(number - 1);
            sources.add(new SourceReference(sources.size() + 1, source.source(), source.use(), source.leftOutChars()));
        }
        List<Remark> remarks = new ArrayList<>(response.remarks());
        unknown.forEach(number -> remarks.add(remark(number, before)));
        return new Response(
                rewritten.text(),
                response.status(),
                sources,
                rewritten.quotes(),
                response.usage(),
                response.finishReason(),
                response.parts().stream()
                        .map(part -> renumbered(part, before.size(), numbering))
                        .toList(),
                citations(rewritten, sources),
                remarks);
    }

    private static AnswerPart renumbered(AnswerPart part, int sources, Numbering numbering) {
        SourceMarks.Rewritten rewritten =
                SourceMarks.rewrite(part.text(), part.quotes(), sources, numbering::written, numbering::number);
        return new AnswerPart(
                part.kind(),
                part.question(),
                part.numbers().stream().map(numbering::number).toList(),
                rewritten.text(),
                rewritten.quotes(),
                part.finishReason(),
                part.failure());
    }

    private static Remark remark(int number, List<SourceReference> sources) {
        String why = number >= 1 && number <= sources.size()
                ? "which the model was not shown."
                : sources.isEmpty() ? "and there is none." : "and there are 1 to " + sources.size() + ".";
        return new Remark(
                Remark.Kind.UNKNOWN_MARK, "[" + number + "?]", "The answer points to source " + number + ", " + why);
    }

    private static List<Citation> citations(SourceMarks.Rewritten answer, List<SourceReference> sources) {
        List<SourceMarks.Mark> marks = SourceMarks.find(answer.text(), answer.quotes(), sources.size());
        List<Citation> citations = new ArrayList<>();
        for (Statements.Statement statement : Statements.of(answer.text(), marks)) {
            for (int number : statement.mark().numbers()) {
                citations.addAll(citations(number, statement, answer, sources));
            }
        }
        return citations;
    }

    private static List<Citation> citations(
            int number, Statements.Statement statement, SourceMarks.Rewritten answer, List<SourceReference> sources) {
        Span mark = statement.mark().span();
        List<Citation> quoted = answer.quotes().stream()
                .filter(quote -> quote.number() == number && quote.answerSpan().overlaps(statement.span()))
                .map(quote -> quoted(quote, mark))
                .toList();
        if (!quoted.isEmpty()) {
            return quoted;
        }
        Support support = Support.of(
                statement.span().of(answer.text()),
                sources.get(number - 1).source().node());
        return List.of(new Citation(
                number,
                mark,
                statement.span(),
                sources.get(number - 1).source().node().documentId(),
                support.documentSpan(),
                support.grade()));
    }

    private static Citation quoted(Quote quote, Span mark) {
        return new Citation(
                quote.number(),
                mark,
                quote.answerSpan(),
                quote.documentId(),
                quote.documentSpan(),
                Citation.Grade.QUOTED);
    }
}
