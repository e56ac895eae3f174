package dev.lectern.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lectern.document.Span;
import dev.lectern.failure.Remark;
import dev.lectern.ingest.IngestReport;
import dev.lectern.model.Quote;
import dev.lectern.synthesize.AnswerPart;
import dev.lectern.synthesize.Citation;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.SourceReference;
import dev.lectern.synthesize.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** Prints a response for machines: one JSON object; spans are [start, end) in UTF-16 code units, times in milliseconds. */
final class ResponseJson {

    private final JsonGenerator json;

    private ResponseJson(JsonGenerator json) {
        this.json = json;
    }

    static void write(String question, Response response, List<IngestReport> reports, PrintWriter out) {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.useDefaultPrettyPrinter();
            new ResponseJson(json).response(question, response, reports);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println();
    }

    private void response(String question, Response response, List<IngestReport> reports) throws IOException {
        json.writeStartObject();
        json.writeStringField("question", question);
        json.writeStringField("answer", response.text());
        json.writeStringField("status", spelled(response.status()));
        json.writeStringField("finish_reason", spelled(response.finishReason()));
        json.writeArrayFieldStart("sources");
        for (SourceReference source : response.sources()) {
            source(source);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("quotes");
        for (Quote quote : response.quotes()) {
            quote(quote);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("parts");
        for (AnswerPart part : response.parts()) {
            part(part);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("citations");
        for (Citation citation : response.citations()) {
            citation(citation);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("remarks");
        for (Remark remark : response.remarks()) {
            json.writeStartObject();
            json.writeStringField("kind", spelled(remark.kind()));
            json.writeStringField("subject", remark.subject());
            json.writeStringField("text", remark.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        usage(response.usage());
        json.writeFieldName("ingest");
        IngestJson.write(reports, json);
        json.writeEndObject();
    }

    private void source(SourceReference source) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", source.number());
        json.writeStringField("use", spelled(source.use()));
        json.writeStringField("node_id", source.source().node().id());
        json.writeStringField("document_id", source.source().node().documentId());
        span("span", source.source().node().span());
        json.writeNumberField("left_out_chars", source.leftOutChars());
        json.writeNumberField("score", source.source().score());
        json.writeStringField("score_kind", spelled(source.source().kind()));
        json.writeStringField("text", source.source().node().text());
        MetadataJson.write(source.source().node().metadata(), json);
        json.writeEndObject();
    }

    private void quote(Quote quote) throws IOException {
        json.writeStartObject();
        json.writeNumberField("source", quote.number());
        span("answer_span", quote.answerSpan());
        json.writeStringField("document_id", quote.documentId());
        span("document_span", quote.documentSpan());
        json.writeEndObject();
    }

    private void part(AnswerPart part) throws IOException {
        json.writeStartObject();
        json.writeStringField("call", spelled(part.kind()));
        json.writeArrayFieldStart("sources");
        for (int number : part.numbers()) {
            json.writeNumber(number);
        }
        json.writeEndArray();
        json.writeStringField("text", part.text());
        json.writeStringField("finish_reason", spelled(part.finishReason()));
        if (part.failure() != null) {
            json.writeStringField("failure", part.failure().getMessage());
        }
        json.writeEndObject();
    }

    private void citation(Citation citation) throws IOException {
        json.writeStartObject();
        json.writeNumberField("source", citation.number());
        span("mark", citation.mark());
        span("statement", citation.statement());
        json.writeStringField("document_id", citation.documentId());
        span("document_span", citation.documentSpan());
        json.writeStringField("grade", spelled(citation.grade()));
        json.writeEndObject();
    }

    private void usage(Usage usage) throws IOException {
        json.writeObjectFieldStart("usage");
        json.writeNumberField("model_calls", usage.modelCalls());
        json.writeNumberField("input_tokens", usage.tokens().inputTokens());
        json.writeNumberField("output_tokens", usage.tokens().outputTokens());
        json.writeNumberField("embed_ms", usage.embedTime().toNanos() / 1e6);
        json.writeNumberField("search_ms", usage.searchTime().toNanos() / 1e6);
        json.writeNumberField("synthesis_ms", usage.synthesisTime().toNanos() / 1e6);
        json.writeEndObject();
    }

    private void span(String name, Span span) throws IOException {
        json.writeArrayFieldStart(name);
        json.writeNumber(span.start());
        json.writeNumber(span.end());
        json.writeEndArray();
    }

    private static String spelled(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
