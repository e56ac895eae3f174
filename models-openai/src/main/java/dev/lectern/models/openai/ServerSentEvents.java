package dev.lectern.models.openai;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a stream of bytes into the data of its events, however the bytes are cut into chunks.
 *
 * <p>Lines end with CR, LF or both; comments and fields other than {@code data} say nothing here; several data lines of one event are
 * joined by LF. Unlike the standard, an event that the stream ends without an empty line counts as well, since some servers leave that out.
 * One thread at a time.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">WHATWG HTML, 9.2.5</a>
 */
final class ServerSentEvents {

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean hasData;
    private boolean afterCr;
    private boolean begun;

    /** Takes bytes; returns the data of the events that are complete now. */
    List<String> take(byte[] bytes) {
        List<String> events = new ArrayList<>();
        for (byte b : bytes) {
            if (b == '\n' && afterCr) {
                afterCr = false;
                continue;
            }
            afterCr = b == '\r';
            if (b == '\n' || b == '\r') {
                endLine(events);
            } else {
                line.write(b);
            }
        }
        return events;
    }

    /** Returns the data of an event that the stream ended without an empty line; none if there is nothing left. */
    List<String> end() {
        List<String> events = new ArrayList<>();
        if (line.size() > 0) {
            endLine(events);
        }
        endEvent(events);
        return events;
    }

    /** Returns how many bytes wait for the end of their line or event. */
    long waiting() {
        return (long) line.size() + data.length();
    }

    private void endLine(List<String> events) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (!begun && text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        begun = true;
        if (text.isEmpty()) {
            endEvent(events);
            return;
        }
        int colon = text.indexOf(':');
        String field = colon < 0 ? text : text.substring(0, colon);
        if (field.equals("data")) {
            String value = colon < 0 ? "" : text.substring(colon + 1);
            if (hasData) {
                data.append('\n');
            }
            hasData = true;
            data.append(value.startsWith(" ") ? value.substring(1) : value);
        }
    }

    private void endEvent(List<String> events) {
        if (hasData && !data.toString().isBlank()) {
            events.add(data.toString());
        }
        data.setLength(0);
        hasData = false;
    }
}
