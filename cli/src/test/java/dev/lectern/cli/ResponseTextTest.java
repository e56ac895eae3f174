package dev.lectern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.model.FinishReason;
import dev.lectern.model.TokenUsage;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseStatus;
import dev.lectern.synthesize.SourceReference;
import dev.lectern.synthesize.Usage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a response looks to people. */
class ResponseTextTest {

    @Test
    void source_onOnePage_namesThePage() {
        assertThat(printed(Metadata.of(MetadataKeys.PAGE, 2)))
                .contains("[1] book.pdf, page 2, characters 0-3, cosine 0.50");
    }

    @Test
    void source_overAPageBreak_namesBothPages() {
        Metadata metadata = Metadata.builder()
                .set(MetadataKeys.PAGE, 2)
                .set(MetadataKeys.PAGE_END, 3)
                .build();

        assertThat(printed(metadata)).contains("[1] book.pdf, pages 2-3, characters 0-3, cosine 0.50");
    }

    private static String printed(Metadata metadata) {
        Node node = Node.of("book.pdf", 0, new Span(0, 3), "Yes", metadata);
        SourceReference source =
                new SourceReference(1, new ScoredNode(node, 0.5, ScoreKind.COSINE), SourceReference.Use.CITED);
        Usage usage = new Usage(0, TokenUsage.NONE, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        StringWriter out = new StringWriter();
        ResponseText.write(
                new Response("Yes [1]", ResponseStatus.ANSWERED, List.of(source), List.of(), usage, FinishReason.STOP),
                false,
                new PrintWriter(out, true));
        return out.toString();
    }
}
