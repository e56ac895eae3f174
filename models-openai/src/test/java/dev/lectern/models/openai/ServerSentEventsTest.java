package dev.lectern.models.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ServerSentEventsTest {

    private static List<String> whole(String stream) {
        ServerSentEvents events = new ServerSentEvents();
        List<String> all = new ArrayList<>(events.take(stream.getBytes(StandardCharsets.UTF_8)));
        all.addAll(events.end());
        return all;
    }

    @Test
    void events_plain_areTheirData() {
        assertThat(whole("data: {\"a\":1}\n\ndata:{\"b\": 2}\n\ndata: [DONE]\n\n"))
                .containsExactly("{\"a\":1}", "{\"b\": 2}", "[DONE]");
    }

    @Test
    void comments_otherFieldsAndEmptyData_sayNothing() {
        assertThat(
                        whole(
                                ": OPENROUTER PROCESSING\n\nevent: message\nid: 7\nretry: 10\ndata: a\n\ndata:\n\ndata\n\n\n\n: ping\n"))
                .containsExactly("a");
    }

    @Test
    void lineEndings_ofAllKinds_areTheSame() {
        assertThat(whole("data: a\r\n\r\ndata: b\r\rdata: c\n\n")).containsExactly("a", "b", "c");
    }

    @Test
    void data_ofSeveralLines_isJoined() {
        assertThat(whole("data: a\ndata:  b\n\n")).containsExactly("a\n b");
    }

    @Test
    void byteOrderMark_atTheBeginning_isLeftOut() {
        assertThat(whole("\uFEFFdata: a\n\n")).containsExactly("a");
    }

    @Test
    void lastEvent_withoutAnEmptyLine_counts() {
        assertThat(whole("data: a\n\ndata: b\n")).containsExactly("a", "b");
        assertThat(whole("data: a\n\ndata: b")).containsExactly("a", "b");
    }

    @Test
    void chunks_cutAnywhere_giveTheSame() {
        long seed = Long.getLong("lectern.seed", 20_261_129L);
        Random random = new Random(seed);
        String[] parts = {
            "data: ",
            "data:",
            "tide",
            "\uD83C\uDF0A",
            "é",
            "\n",
            "\r\n",
            "\r",
            "\n\n",
            ": x",
            "event: e",
            " ",
            "{\"a\":1}"
        };
        for (int round = 0; round < 500; round++) {
            StringBuilder stream = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                stream.append(parts[random.nextInt(parts.length)]);
            }
            byte[] bytes = stream.toString().getBytes(StandardCharsets.UTF_8);
            ServerSentEvents events = new ServerSentEvents();
            List<String> pieces = new ArrayList<>();
            for (int at = 0; at < bytes.length; ) {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(4));
                pieces.addAll(events.take(Arrays.copyOfRange(bytes, at, end)));
                at = end;
            }
            pieces.addAll(events.end());

            assertThat(pieces).as("-Dlectern.seed=%d, round %d", seed, round).isEqualTo(whole(stream.toString()));
        }
    }
}
