package dev.lectern.postprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.Randomised;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.store.ScoredNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which nodes maximal marginal relevance chooses, and in what order. */
class MarginalRelevanceTest {

    private final Directions model = new Directions();

    @Test
    void process_nearCopiesOfTheBest_comeAfterWhatIsNew() {
        List<ScoredNode> given = Ranked.texts("10", "11", "12", "-40");

        assertThat(Ranked.left(MarginalRelevance.create(model, 4, 0.5), given))
                .containsExactly("10", "-40", "11", "12");
    }

    @Test
    void process_lambdaOne_goesByTheQuestionAlone() {
        List<ScoredNode> given = Ranked.texts("80", "5", "-6", "90");

        assertThat(Ranked.left(MarginalRelevance.create(model, 3, 1), given)).containsExactly("5", "-6", "80");
    }

    @Test
    void process_equalNodes_comeInTheOrderGiven() {
        List<ScoredNode> given = Ranked.texts("20", "20", "20");

        assertThat(MarginalRelevance.create(model, 3).process(Ranked.QUERY, given))
                .isEqualTo(given);
    }

    @Test
    void process_keptNodes_haveTheirScores() {
        List<ScoredNode> given = Ranked.texts("30", "3", "-60");

        assertThat(given).containsAll(MarginalRelevance.create(model, 2).process(Ranked.QUERY, given));
    }

    @Test
    void process_longText_isEmbeddedByItsBeginning() {
        List<ScoredNode> given = Ranked.texts("90 and more words than the model reads", "1");

        assertThat(Ranked.left(MarginalRelevance.create(model, 1), given)).containsExactly("1");
        assertThat(model.seen).contains("90 and more");
    }

    @Test
    void process_anyDirections_choosesAsTheDefinitionSays() {
        Randomised.times(100, random -> {
            Set<String> angles = new TreeSet<>();
            for (int i = 2 + random.nextInt(10); i > 0; i--) {
                angles.add(Integer.toString(random.nextInt(180) - 90));
            }
            List<ScoredNode> given = Ranked.texts(angles.toArray(String[]::new));
            double lambda = random.nextDouble();
            int keep = 1 + random.nextInt(angles.size());

            List<String> chosen = Ranked.left(MarginalRelevance.create(model, keep, lambda), given);

            assertThat(chosen).hasSize(Math.min(keep, given.size())).doesNotHaveDuplicates();
            for (int i = 0; i < chosen.size(); i++) {
                List<String> before = chosen.subList(0, i);
                double value = value(chosen.get(i), before, lambda);
                Set<String> left = new HashSet<>(angles);
                left.removeAll(before);
                assertThat(left).allMatch(other -> value(other, before, lambda) <= value + 1e-6);
            }
        });
    }

    @Test
    void create_optionsOutOfRange_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MarginalRelevance.create(model, 0))
                .withMessage("keep must be 1 or more, got: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MarginalRelevance.create(model, 1, -0.1))
                .withMessage("lambda must be 0 to 1, got: -0.1");
    }

    private static double value(String angle, List<String> chosen, double lambda) {
        double likeness = chosen.stream()
                .mapToDouble(other -> Math.cos(radians(angle) - radians(other)))
                .max()
                .orElse(0);
        return lambda * Math.cos(radians(angle)) - (1 - lambda) * likeness;
    }

    private static double radians(String angle) {
        return Math.toRadians(Integer.parseInt(angle));
    }

    /** Embeds a text as the direction of the degrees with which it begins; any question points to 0. Reads three words. */
    private static final class Directions implements EmbeddingModel {

        final List<String> seen = new ArrayList<>();

        @Override
        public String name() {
            return "directions";
        }

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public int maxTokens() {
            return 3;
        }

        @Override
        public Tokenizer tokenizer() {
            return WordTokenizer.create();
        }

        @Override
        public List<Embedding> embedDocuments(List<String> texts) {
            seen.addAll(texts);
            return texts.stream().map(text -> direction(text.split(" ", -1)[0])).toList();
        }

        @Override
        public Embedding embedQuery(String text) {
            return direction("0");
        }

        private static Embedding direction(String angle) {
            return Embedding.of((float) Math.cos(radians(angle)), (float) Math.sin(radians(angle)));
        }
    }
}
