package dev.lectern.examples;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Tells whether Java of a page compiles against the project.
 *
 * <p>A snippet is a whole file, members of a class, or statements, whichever compiles. The packages of the project and the usual ones
 * of the JDK are imported.
 */
final class SnippetCompiler {

    private static final List<String> JDK_PACKAGES =
            List.of("java.io", "java.net", "java.nio.file", "java.time", "java.util", "java.util.concurrent");

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final String imports;

    /**
     * Makes a compiler.
     *
     * @param packages the packages to import beside those of the JDK
     */
    SnippetCompiler(Set<String> packages) {
        TreeSet<String> all = new TreeSet<>(packages);
        all.addAll(JDK_PACKAGES);
        imports = all.stream().map(name -> "import " + name + ".*;\n").collect(Collectors.joining());
    }

    /**
     * Compiles a snippet.
     *
     * @param given variables that the text around the snippet introduces, as parameters of a method; may be empty
     * @return what is wrong with it when read as statements, or as a file if it declares a class and no variables are given; empty if it compiles
     */
    String faultOf(String snippet, String given) throws IOException {
        String body = snippet.replaceAll("(?m)^(package|import) .*;\\s*$", "");
        String own = snippet.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
        String head = imports + own + "\n";
        boolean declaresType = body.lines()
                .anyMatch(line -> line.matches("(public |final |abstract |sealed )*(class|interface|record|enum) .*"));
        if (declaresType && given.isEmpty()) { // with variables around it, a type is one of the method
            return compile(head + body.replaceFirst("(?m)^public ", ""));
        }
        String statements =
                head + "class Snippet {\n void run(" + given + ") throws Exception {\n" + body + "\n }\n}\n";
        String fault = compile(statements);
        boolean isMembers = !fault.isEmpty()
                && compile(head + "abstract class Snippet {\n" + body + "\n}\n").isEmpty();
        return isMembers ? "" : fault;
    }

    private String compile(String source) throws IOException {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Path classes = Files.createTempDirectory("lectern-snippets");
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        JavaCompiler.CompilationTask task =
                compiler.getTask(null, null, diagnostics, options, null, List.of(new Text(source)));
        boolean compiles = task.call();
        delete(classes);
        return compiles
                ? ""
                : diagnostics.getDiagnostics().stream()
                        .filter(found -> found.getKind() == Diagnostic.Kind.ERROR)
                        .map(found ->
                                found.getMessage(Locale.ENGLISH) + " in: " + lineOf(source, found.getLineNumber()))
                        .collect(Collectors.joining("\n"));
    }

    private static String lineOf(String source, long number) {
        return source.lines()
                .skip(Math.max(0, number - 1))
                .findFirst()
                .orElse("")
                .strip();
    }

    private static void delete(Path folder) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.forEach(path -> paths.add(0, path));
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }

    /** Source text in memory. */
    private static final class Text extends SimpleJavaFileObject {

        private final String text;

        Text(String text) {
            super(URI.create("string:///Snippet.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
