package dev.lectern.cli;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.model.Quote;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import dev.lectern.synthesize.Citation;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.SourceReference;
import dev.lectern.synthesize.SourceReference.Use;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Prints a response for people: the answer, then the sources it points to, with their place and score. */
final class ResponseText {

    private ResponseText() {}

    static void write(Response response, boolean showContext, PrintWriter out) {
        if (!response.text().isEmpty()) {
            out.println(response.text());
        }
        writeSources(response, showContext, out);
    }

    /** Prints what follows the answer. */
    static void writeSources(Response response, boolean showContext, PrintWriter out) {
        List<SourceReference> shown = showContext ? response.sources() : response.citedSources();
        if (!shown.isEmpty()) {
            out.println();
            out.println("Sources");
        }
        for (SourceReference source : shown) {
            out.println("  [" + source.number() + "] " + line(source, response));
            if (showContext) {
                out.println(source.source().node().text().strip().indent(6).stripTrailing());
            }
        }
        int others = response.sources().size() - shown.size();
        if (others > 0) {
            out.println("  (" + others + " more read; --show-context shows them)");
        }
        if (!response.remarks().isEmpty()) {
            out.println();
            response.remarks().forEach(remark -> out.println("Note: " + remark.text()));
        }
    }

    private static String line(SourceReference source, Response response) {
        List<String> facts = facts(source.source(), spans(source, response));
        if (source.use() == Use.LEFT_OUT) {
            facts.add("left out");
        } else if (source.leftOutChars() > 0) {
            facts.add(source.leftOutChars() + " characters left out");
        }
        return String.join(", ", facts);
    }

    /** Says what a source is, where it is, and how close. */
    static List<String> facts(ScoredNode scored, String characters) {
        Node node = scored.node();
        Metadata metadata = node.metadata();
        List<String> facts = new ArrayList<>();
        String place = metadata.text(MetadataKeys.URL)
                .or(() -> metadata.text(MetadataKeys.SOURCE_ID))
                .orElse(node.documentId());
        metadata.text(MetadataKeys.TITLE).ifPresent(facts::add);
        facts.add(place);
        metadata.text(MetadataKeys.PAGE).ifPresent(page -> facts.add(pages(page, metadata)));
        facts.add("characters " + characters);
        if (scored.kind() != ScoreKind.NONE) {
            String kind = scored.kind().name().toLowerCase(Locale.ROOT);
            facts.add(kind + " " + String.format(Locale.ROOT, "%.2f", scored.score()));
        }
        return facts;
    }

    private static String pages(String first, Metadata metadata) {
        return metadata.text(MetadataKeys.PAGE_END)
                .map(last -> "pages " + first + "-" + last)
                .orElse("page " + first);
    }

    /** Where the quotes of a source stand, else what statements point to, else where the source stands. */
    private static String spans(SourceReference source, Response response) {
        Stream<Span> quoted = response.quotes().stream()
                .filter(quote -> quote.number() == source.number())
                .map(Quote::documentSpan);
        Stream<Span> cited = response.citations().stream()
                .filter(citation -> citation.number() == source.number())
                .map(Citation::documentSpan);
        List<Span> spans = quoted.toList();
        if (spans.isEmpty()) {
            spans = cited.distinct().toList();
        }
        return spans.isEmpty()
                ? spelled(source.source().node().span())
                : String.join(" and ", spans.stream().map(ResponseText::spelled).toList());
    }

    static String spelled(Span span) {
        return span.start() + "-" + span.end();
    }
}
