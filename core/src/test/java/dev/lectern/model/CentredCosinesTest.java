package dev.lectern.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lectern.embed.Embedding;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CentredCosinesTest {

    private static final Embedding ASKED = Embedding.of(1, 0.2f);

    @Test
    void of_vectorsThatHaveMuchInCommon_areToldApart() {
        Embedding other = Embedding.of(1, -0.2f);
        List<Embedding> vectors = Stream.of(Collections.nCopies(20, ASKED), Collections.nCopies(20, other))
                .flatMap(List::stream)
                .toList();

        double[] cosines = CentredCosines.of(ASKED, vectors);

        assertThat(ASKED.cosine(other)).isCloseTo(0.923, within(0.001));
        assertThat(cosines).hasSize(40);
        assertThat(cosines[0]).isCloseTo(1, within(0.001));
        assertThat(cosines[39]).isCloseTo(0.724, within(0.001));
    }

    @Test
    void of_oneVector_isNearlyTheCosine() {
        Embedding other = Embedding.of(0.5f, 1);

        double[] cosines = CentredCosines.of(ASKED, List.of(other));

        assertThat(cosines[0]).isCloseTo(ASKED.cosine(other), within(0.02));
    }

    @Test
    void of_oppositeVector_isZero() {
        assertThat(CentredCosines.of(ASKED, List.of(Embedding.of(-1, -0.2f)))).containsExactly(0);
    }

    @Test
    void of_noVectors_isEmpty() {
        assertThat(CentredCosines.of(ASKED, List.of())).isEmpty();
    }
}
