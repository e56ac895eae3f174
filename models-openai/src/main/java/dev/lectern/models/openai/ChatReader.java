package dev.lectern.models.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lectern.model.CompletionSink;
import dev.lectern.models.openai.ServiceFault.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads an answer, whole or as events, and hands on its pieces. */
final class ChatReader {

    private static final String DONE = "[DONE]";

    private final CompletionSink sink;

    ChatReader(CompletionSink sink) {
        this.sink = sink;
    }

    /** Reads an answer that comes whole. */
    ChatReply readWhole(Answer answer) throws CallFailure, InterruptedException {
        byte[] body = answer.all();
        ChatReply reply = new ChatReply();
        take(answer, reply, new String(body, StandardCharsets.UTF_8));
        if (!reply.hasBegun()) {
            throw answer.errors().badAnswer(answer, "it has no choices", body);
        }
        handOn(reply.end());
        return reply;
    }

    /**
     * Reads the events of an answer; a server that does not stream and answers whole is understood as well.
     *
     * @throws CallFailure if the stream breaks off; once a piece was handed on, with what came so far
     */
    ChatReply readEvents(Answer answer) throws CallFailure, InterruptedException {
        if (answer.contentType().startsWith("application/json")
                || answer.contentType().contains("html")) {
            return readWhole(answer);
        }
        ChatReply reply = new ChatReply();
        try {
            readAll(answer, reply);
            if (!reply.hasBegun()) {
                throw answer.errors().badAnswer(answer, "it has no event with choices", new byte[0]);
            }
            handOn(reply.end());
            return reply;
        } catch (CallFailure failure) {
            throw reply.text().isEmpty() ? failure : failure.after(reply.text());
        }
    }

    private void readAll(Answer answer, ChatReply reply) throws CallFailure, InterruptedException {
        ServerSentEvents events = new ServerSentEvents();
        for (byte[] bytes = answer.next(); bytes != null; bytes = answer.next()) {
            if (takeAll(answer, reply, events.take(bytes))) {
                answer.finish();
                return;
            }
        }
        boolean done = takeAll(answer, reply, events.end());
        if (!done && !reply.isFinished()) {
            throw new CallFailure(
                    ServiceFault.of(Kind.BROKEN_OFF),
                    "the stream ended before the answer did. Try again later.",
                    true,
                    null);
        }
    }

    /** Returns true at the end mark. */
    private boolean takeAll(Answer answer, ChatReply reply, List<String> events) throws CallFailure {
        for (String data : events) {
            answer.begin();
            if (data.strip().equals(DONE)) {
                return true;
            }
            take(answer, reply, data);
        }
        return false;
    }

    private void take(Answer answer, ChatReply reply, String data) throws CallFailure {
        JsonNode json;
        try {
            json = Json.parse(data);
        } catch (IOException noJson) {
            throw answer.errors().badAnswer(answer, "a part of it is no JSON", data.getBytes(StandardCharsets.UTF_8));
        }
        if (json.hasNonNull("error")) {
            throw answer.errors().inAnswer(json, answer.headers());
        }
        handOn(reply.take(json));
    }

    private void handOn(String piece) {
        if (!piece.isEmpty()) {
            sink.text(piece);
        }
    }
}
