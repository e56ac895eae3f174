package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.spi.Option;
import dev.lectern.spi.ReaderProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about reading from the web has the options that there are, with their defaults. */
class WebReadingPageTest {

    private static final Path PAGE = Path.of("..", "docs", "web-reading.md");

    @Test
    void page_listsTheOptionsOfEachReader() throws IOException {
        ReaderProvider web = new WebReaderProvider();
        List<String> common = web.options().stream().map(Option::name).toList();

        String page = Files.readString(PAGE) + "\n"; // each table ends with an empty line

        assertThat(page).contains("What all four take:\n\n" + table(web.options().stream()) + "\n");
        for (ReaderProvider each :
                List.of(new SitemapReaderProvider(), new FeedReaderProvider(), new SiteReaderProvider())) {
            Stream<Option<?>> own = each.options().stream().filter(option -> !common.contains(option.name()));
            assertThat(page).contains("What `" + each.name() + "` takes besides:\n\n" + table(own) + "\n");
        }
    }

    private static String table(Stream<Option<?>> options) {
        return "| option | default | meaning |\n|---|---|---|\n"
                + options.map(WebReadingPageTest::row).collect(Collectors.joining());
    }

    private static String row(Option<?> option) {
        String value = option.defaultText().isEmpty() ? "" : "`" + option.defaultText() + "`";
        return "| `" + option.name() + "` | " + value + " | " + option.meaning().replace("|", "\\|") + " |\n";
    }
}
