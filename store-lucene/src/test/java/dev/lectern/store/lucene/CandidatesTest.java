package dev.lectern.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidatesTest {

    @ParameterizedTest(name = "{2} for {3} of {4} nodes as {1}, {0} set")
    @CsvSource({
        "0, FLOAT32, 30, 1, 100",
        "0, FLOAT32, 30, 10, 100000",
        "0, FLOAT32, 60, 20, 100000",
        "0, FLOAT32, 189, 10, 1000000",
        "0, FLOAT32, 2147483647, 2147483647, 2147483647",
        "0, INT8, 100, 5, 20000",
        "0, INT8, 1262, 20, 1000000",
        "7, INT8, 7, 20, 1000000",
    })
    void of_moreNodesWantedOrStored_takesMore(int set, VectorEncoding vectors, int expected, int topK, long nodes) {
        assertThat(new Candidates(set, vectors).of(topK, nodes)).isEqualTo(expected);
    }
}
