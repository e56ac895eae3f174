package dev.lectern.synthesize;

import dev.lectern.document.Excerpt;
import dev.lectern.failure.Remark;
import dev.lectern.model.FinishReason;
import dev.lectern.model.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An answer, its sources, and what it cost. Immutable.
 *
 * <p>Each {@link Quote} ties characters of the answer to characters of a document: {@code quote.answerSpan().of(response.text())}
 * stands at {@code quote.documentSpan()} of the document, white space aside.
 *
 * @param text the answer, or the sentence that says why there is none
 * @param status what became of the question
 * @param sources what was retrieved, in the order of retrieval, numbered from 1
 * @param quotes parts of the text that are copied from sources, in text order; empty for models that cannot tell
 * @param usage what it cost
 * @param finishReason why the last model call ended
 * @param parts what each model call gave, in the order of the plan; in the modes that accumulate, the answers that stand side by side; where an
 *     engine split the question, the answers to its parts, and what came of joining them
 * @param citations where the statements of the text point to, in text order; empty unless an engine that checks marks made them
 * @param remarks what to know about how the answer came to be; mostly empty
 */
public record Response(
        String text,
        ResponseStatus status,
        List<SourceReference> sources,
        List<Quote> quotes,
        Usage usage,
        FinishReason finishReason,
        List<AnswerPart> parts,
        List<Citation> citations,
        List<Remark> remarks) {

    /** Makes a response; the lists are copied. */
    public Response {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(status, "status");
        sources = List.copyOf(sources);
        quotes = List.copyOf(quotes);
        Objects.requireNonNull(usage, "usage");
        Objects.requireNonNull(finishReason, "finishReason");
        parts = List.copyOf(parts);
        citations = List.copyOf(citations);
        remarks = List.copyOf(remarks);
    }

    /** Makes a response without citations and remarks. */
    public Response(
            String text,
            ResponseStatus status,
            List<SourceReference> sources,
            List<Quote> quotes,
            Usage usage,
            FinishReason finishReason,
            List<AnswerPart> parts) {
        this(text, status, sources, quotes, usage, finishReason, parts, List.of(), List.of());
    }

    /** Makes a response without parts, citations and remarks. */
    public Response(
            String text,
            ResponseStatus status,
            List<SourceReference> sources,
            List<Quote> quotes,
            Usage usage,
            FinishReason finishReason) {
        this(text, status, sources, quotes, usage, finishReason, List.of());
    }

    /** Returns the sources that the answer points to. */
    public List<SourceReference> citedSources() {
        return sources.stream()
                .filter(source -> source.use() == SourceReference.Use.CITED)
                .toList();
    }

    /** Returns this response with another usage. */
    public Response withUsage(Usage changed) {
        return new Response(text, status, sources, quotes, changed, finishReason, parts, citations, remarks);
    }

    /** Returns this response with more remarks, after those it has. */
    public Response withRemarks(List<Remark> added) {
        if (added.isEmpty()) {
            return this;
        }
        List<Remark> all = new ArrayList<>(remarks);
        all.addAll(added);
        return new Response(text, status, sources, quotes, usage, finishReason, parts, citations, all);
    }

    /** Returns status, number of sources and the start of the text, for people. */
    @Override
    public String toString() {
        return "Response[" + status + ", " + sources.size() + " sources, \"" + Excerpt.of(text, 60) + "\"]";
    }
}
