package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobotsTxtTest {

    private static boolean allows(String rules, String path) {
        return RobotsTxt.parse(rules, "lectern").allows(URI.create("https://shore.example" + path));
    }

    @ParameterizedTest
    @CsvSource({
        "Disallow: /a, /a, false",
        "Disallow: /a, /abc, false",
        "Disallow: /a/, /a, true",
        "Disallow:, /a, true",
        "Disallow: /*.pdf$, /x/y.pdf, false",
        "Disallow: /*.pdf$, /x/y.pdf?z=1, true",
        "Disallow: /*.pdf$, /x.pdf/y.pdf, false",
        "Disallow: /a*c, /abbbcd, false",
        "Disallow: /$, /, false",
        "Disallow: /$, /a, true",
        "Disallow: /*?, /a?b=1, false",
        "Disallow: /*?, /a, true",
        "Disallow: /%7ekeeper, /%7Ekeeper, false",
        "Disallow: /, /robots.txt, true",
        "disallow : /a # comment, /a, false",
        "Noindex: /a, /a, true"
    })
    void rule_matchesPaths(String rule, String path, boolean allowed) {
        assertThat(allows("User-agent: *\n" + rule, path)).isEqualTo(allowed);
    }

    @Test
    void rules_theLongestCounts_andOfEqualOnesTheOneThatAllows() {
        String rules = "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c\nAllow: /x\nDisallow: /x";

        assertThat(allows(rules, "/a/q")).isFalse();
        assertThat(allows(rules, "/a/b/q")).isTrue();
        assertThat(allows(rules, "/a/b/c")).isFalse();
        assertThat(allows(rules, "/x")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "User-agent: other|Disallow: / ~ true",
                "User-agent: *|Disallow: /|User-agent: Lectern|Allow: / ~ true",
                "User-agent: *|Allow: /|User-agent: LECTERN/2.0|Disallow: / ~ false",
                "User-agent: other|User-agent: lectern|Disallow: / ~ false",
                "User-agent: lectern|Disallow: /b|User-agent: lectern|Disallow: /a ~ false",
                "Disallow: / ~ true",
                "User-agent: lecternbot|Disallow: / ~ true",
                "\uFEFFUser-agent: x|Disallow: /|<html>|: ~ true",
                "\uFEFFUser-agent: *|Disallow: / ~ false"
            })
    void groups_oursCountsElseThatOfAll(String rules, boolean allowed) {
        assertThat(allows(rules.replace('|', '\n'), "/a")).isEqualTo(allowed);
    }

    @Test
    void delayAndSitemaps_areRead() {
        RobotsTxt rules = RobotsTxt.parse(
                "Sitemap: https://a.example/1.xml\nUser-agent: *\nCrawl-delay: 1.5\nDisallow: /x\nsitemap:/2.xml",
                "lectern");

        assertThat(rules.delay()).isEqualTo(Duration.ofMillis(1500));
        assertThat(rules.sitemaps()).containsExactly("https://a.example/1.xml", "/2.xml");
        assertThat(RobotsTxt.parse("User-agent: *\nCrawl-delay: 86400", "lectern")
                        .delay())
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(RobotsTxt.parse("User-agent: *\nCrawl-delay: soon", "lectern")
                        .delay())
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void rule_ofManyStars_takesNoLongerThanItsLength() {
        String rule = "Disallow: /" + "*a".repeat(5_000) + "$";

        assertThat(allows("User-agent: *\n" + rule, "/" + "a".repeat(20_000) + "b"))
                .isTrue();
    }
}
