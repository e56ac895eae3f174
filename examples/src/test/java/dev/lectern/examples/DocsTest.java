package dev.lectern.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the pages of the project show is true: their Java compiles or is the source of an example, their commands print what they say.
 *
 * <p>A block under {@code <!-- source: path -->} is that file, or with {@code path#name} the body of its first method of that name; package,
 * imports and white space do not count. Other {@code java} blocks compile, with the variables of {@code <!-- given: Type name, ... -->}
 * at hand. In a {@code console} block, {@code $ ./lectern ask ...} and {@code $ java ... dev.lectern.examples...} are run at the top of
 * the project and print what follows, {@link Masked}; a line {@code ...} stands for any lines. Commands with nothing below them, and
 * other commands, are not run.
 */
class DocsTest {

    private static final long COMMAND_SECONDS = 300;

    @TestFactory
    Stream<DynamicTest> blocks_ofAllPages_areTrue() throws IOException {
        SnippetCompiler compiler = new SnippetCompiler(packages());
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            for (FencedBlock block : FencedBlock.of(page)) {
                if (block.marks().containsKey("source")) {
                    tests.add(dynamicTest(block.toString(), () -> assertIsSource(block)));
                } else if (block.language().equals("java")) {
                    tests.add(dynamicTest(block.toString(), () -> assertCompiles(block, compiler)));
                } else if (block.language().equals("console")) {
                    tests.add(dynamicTest(block.toString(), () -> assertPrints(block)));
                }
            }
        }
        return tests.stream();
    }

    private static void assertIsSource(FencedBlock block) throws IOException {
        String source = block.marks().get("source");
        String text = Files.readString(Project.file(source.replaceFirst("#.*", "")));
        if (source.contains("#")) {
            text = SourceText.bodyOf(source.substring(source.indexOf('#') + 1), text);
        }

        assertThat(SourceText.essence(block.text()))
                .as(block + " and " + source)
                .isEqualTo(SourceText.essence(text));
    }

    private static void assertCompiles(FencedBlock block, SnippetCompiler compiler) throws IOException {
        String given = block.marks().getOrDefault("given", "");

        assertThat(compiler.faultOf(block.text(), given)).as(block.toString()).isEmpty();
    }

    private static void assertPrints(FencedBlock block) throws Exception {
        List<String> lines = block.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("$ ")) {
                int end = i + 1;
                while (end < lines.size() && !lines.get(end).startsWith("$ ")) {
                    end++;
                }
                List<String> command = javaCommand(CommandWords.of(lines.get(i).substring(2)));
                if (!command.isEmpty() && end > i + 1) {
                    String expected = String.join("\n", lines.subList(i + 1, end));
                    assertThat(Masked.of(outputOf(command)) + "\n")
                            .as(block + ": " + lines.get(i))
                            .matches(ExpectedText.pattern(Masked.of(expected)));
                }
                i = end - 1;
            }
        }
    }

    /** Returns the command that runs here in the place of one of a page; empty for commands that are not run. */
    private static List<String> javaCommand(List<String> words) {
        if (words.size() > 1 && words.get(0).equals("./lectern") && words.get(1).equals("ask")) {
            return java("dev.lectern.cli.Main", words.subList(1, words.size()));
        }
        if (!words.isEmpty() && words.get(0).equals("java")) {
            for (int i = 1; i < words.size(); i++) {
                if (words.get(i).startsWith("dev.lectern.examples.")) {
                    return java(words.get(i), words.subList(i + 1, words.size()));
                }
            }
        }
        return List.of();
    }

    private static List<String> java(String main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(arguments);
        return command;
    }

    private static String outputOf(List<String> command) throws Exception {
        Path out = Files.createTempFile("lectern-docs", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(Project.root().toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).as("ended within " + COMMAND_SECONDS + " s").isTrue();
            return Files.readString(out);
        } finally {
            Files.delete(out);
        }
    }

    private static Set<String> packages() {
        Set<String> packages = new TreeSet<>();
        new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests()))
                .importPackages("dev.lectern").stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .forEach(type -> packages.add(type.getPackageName()));
        return packages;
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String name : List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")) {
            if (Files.exists(Project.file(name))) {
                pages.add(Project.file(name));
            }
        }
        try (Stream<Path> modules = Files.list(Project.file("."))) {
            modules.map(module -> module.resolve("README.md"))
                    .filter(Files::exists)
                    .sorted()
                    .forEach(pages::add);
        }
        if (Files.isDirectory(Project.file("docs"))) {
            try (Stream<Path> docs = Files.walk(Project.file("docs"))) {
                docs.filter(path -> path.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
    }
}
