package dev.lectern.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs each example and compares what it prints with {@code expected/NN.txt}, both {@link Masked}.
 *
 * <p>After a change that is meant, run with {@code -Dlectern.examples.write=true} once, and read the difference before committing it.
 */
class ExamplesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "01, e01quickstart.QuickStart,",
        "02, e02folder.FolderToAnswer, examples/corpus",
        "03, e03webpage.WebPageToJson, examples/corpus/visitors/newsletter-spring-2025.html",
        "04, e04summary.SummaryOfALog, examples/corpus/lighthouse/keepers-log-1931.txt",
        "05, e05filters.SearchWithFilters,",
        "06, e06ownreader.OwnReader, examples/data/berths.csv",
        "07, e07keptindex.KeptIndex,",
        "08, e08pluginupsert.DocumentsToServer, examples/corpus/harbour",
        "09, e09pluginreader.QuestionsToServer,",
        "10, e10pluginindex.IndexOnServer, examples/corpus/visitors",
        "11, e11website.SiteToAnswer, examples/site",
        "12, e12mixedfolder.MixedFolder, examples/data/mixed",
        "13, e13ownformat.OwnFormat, examples/data/gauges",
        "19, e19openai.ModelByThreeLines, examples/corpus/visitors",
        "17, e17citations.ClickableCitations, examples/corpus/lighthouse/keepers-log-1931.txt",
        "18, e18engines.EnginesAroundEngines, examples/corpus",
        "14, e14modes.ModesSideBySide,",
        "15, e15streaming.StreamingAnswer,",
        "16, e16typed.TypedAnswer,",
    })
    void example_run_printsWhatIsExpected(String number, String name, String argument) throws Exception {
        Class<?> example = Class.forName("dev.lectern.examples." + name);
        String[] arguments = argument == null
                ? new String[0]
                : new String[] {Project.file(argument).toString()};

        String printed = outputOf(example, arguments);

        String expected = "examples/src/test/resources/expected/" + number + ".txt";
        if (Boolean.getBoolean("lectern.examples.write")) {
            Files.writeString(Project.file(expected), Masked.of(printed) + "\n");
        }
        assertThat(Masked.of(printed)).isEqualTo(Masked.of(Files.readString(Project.file(expected))));
    }

    private static String outputOf(Class<?> example, String... arguments) throws Exception {
        Method main = example.getDeclaredMethod("main", String[].class);
        main.setAccessible(true); // the class is package-private, as programs are
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            main.invoke(null, (Object) arguments);
        } finally {
            System.setOut(console);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
