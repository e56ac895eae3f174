package dev.lectern.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TermsTest {

    @Test
    void of_endingsAndIrregularForms_foldToOneTerm() {
        assertThat(telling("The keepers wrote letters")).containsExactly("keeper", "writ", "letter");
        assertThat(telling("A keeper writes a letter")).containsExactly("keeper", "writ", "letter");
    }

    @Test
    void of_verbWithParticle_isAskedForTogether() {
        assertThat(telling("What did she do growing up?")).containsExactly("grow+up");
        assertThat(telling("The firm is growing rapidly.")).containsExactly("firm", "grow", "rapid");
    }

    @Test
    void of_verbWithParticle_isFoundByTheVerbAlone() {
        assertThat(Terms.of("He grew up here.")).extracting(Terms.Term::folded).contains("grow", "grow+up");
    }

    @Test
    void of_particleAfterAStopWord_standsAlone() {
        assertThat(Terms.of("It is up there."))
                .extracting(Terms.Term::folded)
                .noneMatch(folded -> folded.contains("+"));
    }

    @Test
    void of_scriptWithoutSpaces_givesPairs() {
        assertThat(telling("灯台守")).containsExactly("灯台", "台守");
    }

    private static List<String> telling(String text) {
        return Terms.of(text).stream()
                .filter(term -> !term.stopWord())
                .map(Terms.Term::folded)
                .toList();
    }
}
