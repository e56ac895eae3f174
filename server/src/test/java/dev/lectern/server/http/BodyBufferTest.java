package dev.lectern.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class BodyBufferTest {

    @RepeatedTest(50)
    void whole_ofPiecesOfAnySize_isWhatWasAdded(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] body = new byte[random.nextInt(200_000)];
        random.nextBytes(body);
        BodyBuffer buffer = new BodyBuffer(new BodyMemory(1 << 20).share());

        for (int at = 0; at < body.length; ) {
            int length = Math.min(body.length - at, random.nextInt(1 + random.nextInt(40_000)));
            assertThat(buffer.add(ByteBuffer.wrap(body, at, length))).isTrue();
            at += length;
        }

        assertThat(buffer.bytes()).isEqualTo(body.length);
        assertThat(buffer.whole()).isEqualTo(ByteBuffer.wrap(body));
    }

    @Test
    void add_withoutMemory_isRefusedAndAllIsGivenBack() {
        BodyMemory memory = new BodyMemory(100_000);
        BodyMemory.Share share = memory.share();
        BodyBuffer buffer = new BodyBuffer(share);

        boolean added = true;
        for (int i = 0; added; i++) {
            assertThat(i).isLessThan(100_000);
            added = buffer.add(ByteBuffer.allocate(1));
        }

        assertThat(buffer.bytes()).isBetween(60_000L, 100_000L);
        share.free();
        assertThat(share.take(1)).as("after all was given back").isFalse();
        assertThat(memory.share().take(100_000)).isTrue();
    }

    @Test
    void whole_withoutMemoryForTheCopy_isNothing() {
        BodyBuffer buffer = new BodyBuffer(new BodyMemory(100_000).share());

        assertThat(buffer.add(ByteBuffer.allocate(40_000))).isTrue();
        assertThat(buffer.add(ByteBuffer.allocate(40_000))).isTrue();

        assertThat(buffer.whole()).isNull();
    }
}
