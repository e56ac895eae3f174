package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.readers.web.http.WebAnswer;
import dev.lectern.readers.web.http.WebClient;
import dev.lectern.readers.web.http.WebClientOptions;
import dev.lectern.readers.web.http.WebRequest;
import java.io.IOException;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "noindex; true; false",
                "NoIndex, NoFollow; true; true",
                "none; true; true",
                "lectern: noindex; true; false",
                "Lectern: nofollow; false; true",
                "otherbot: noindex; false; false",
                "otherbot: none | nofollow; false; true",
                "max-snippet: 20, noindex; true; false",
                "unavailable_after: 25 Jun 2030 15:00:00 PST; false; false",
                "noindex, max-snippet: 20; true; false",
                "index, follow; false; false"
            })
    void headers_forAllOrForUs_count(String headers, boolean noindex, boolean nofollow) throws IOException {
        try (PageServer server = new PageServer();
                WebClient client = WebClient.of(
                        WebClientOptions.builder().allowPrivateAddresses(true).build())) {
            String address = server.serve("/page", exchange -> {
                for (String header : headers.split("\\|", -1)) {
                    exchange.getResponseHeaders().add("X-Robots-Tag", header.strip());
                }
                PageServer.send(exchange, 200, "text/html", "<p>x".getBytes(StandardCharsets.UTF_8));
            });

            WebAnswer answer = client.get(WebRequest.of(address));

            assertThat(RobotsTags.of(answer, "lectern")).isEqualTo(new RobotsTags(noindex, nofollow));
            assertThat(RobotsTags.of(answer, Jsoup.parse("<p>x"), "lectern"))
                    .isEqualTo(new RobotsTags(noindex, nofollow));
        }
    }
}
