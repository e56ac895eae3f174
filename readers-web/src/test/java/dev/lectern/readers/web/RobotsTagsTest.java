package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.readers.web.http.WebAnswer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jsoup.Jsoup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobotsTagsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "<meta name=robots content='NOINDEX, follow'>; true; false",
                "<meta name=robots content=none>; true; true",
                "<meta name=Lectern content=nofollow>; false; true",
                "<meta name=otherbot content=none>; false; false",
                "<meta name=robots content='index,follow'>; false; false"
            })
    void tags_forAllOrForUs_count(String html, boolean noindex, boolean nofollow) {
        WebAnswer answer =
                WebAnswer.of(URI.create("https://shore.example/"), "text/html", html.getBytes(StandardCharsets.UTF_8));

        assertThat(RobotsTags.of(answer, Jsoup.parse(html), "lectern")).isEqualTo(new RobotsTags(noindex, nofollow));
    }
}
