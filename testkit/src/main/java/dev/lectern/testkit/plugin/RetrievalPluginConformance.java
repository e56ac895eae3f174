package dev.lectern.testkit.plugin;

import dev.lectern.testkit.plugin.ConformanceOptions.Permission;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Asks a server of the ChatGPT Retrieval Plugin API for each of the 80 points of the conformance checklist, and reports what it was sent,
 * what it should have answered and what it did.
 *
 * <pre>{@code
 * ConformanceReport report = RetrievalPluginConformance.against(URI.create("http://localhost:8000"), token).run();
 * System.out.println(report);
 * }</pre>
 *
 * <p>Points marked MUST are what the original server does and its clients rely on. Those marked BETTER are where the original is defective
 * and another answer breaks no client. What cannot be seen from outside is reported as not applicable, with the reason.
 *
 * <p>It needs nothing but the address and a token, and reads back what it wrote: a server must show a change as soon as it has
 * acknowledged it. Documents have ids that begin with the name of the run, or ids of the server's making, and are deleted at the end by
 * id. A deletion without condition, and a document of ten thousand chunks, are sent only with {@link Permission}. A broken server can still
 * delete too much by a filter: use one whose documents you have elsewhere.
 *
 * <p>Immutable; each {@link #run} is by itself. Not for measuring speed.
 *
 * @see <a href="https://github.com/openai/chatgpt-retrieval-plugin">the original server</a>
 */
public final class RetrievalPluginConformance {

    private static final List<Section> SECTIONS = List.of(
            new Section("Authentication", AuthPoints.all()),
            new Section("Upsert", UpsertPoints.all()),
            new Section("Chunking", ChunkingPoints.all()),
            new Section("Query", QueryPoints.all()),
            new Section("Files", FilePoints.all()),
            new Section("Errors and routing", RoutingPoints.all()),
            new Section("Deletion", DeletePoints.all()),
            new Section("Manifest and OpenAPI", DescriptionPoints.all()),
            new Section("Operation", OperationPoints.all()));

    private final URI endpoint;
    private final String token;
    private final ConformanceOptions options;

    private RetrievalPluginConformance(URI endpoint, String token, ConformanceOptions options) {
        this.endpoint = endpoint;
        this.token = token;
        this.options = options;
    }

    /** Points at a server, without permission to delete everything. */
    public static RetrievalPluginConformance against(URI endpoint, String token) {
        return against(endpoint, token, ConformanceOptions.defaults());
    }

    /**
     * Points at a server.
     *
     * @param endpoint where the API is; paths such as {@code /query} follow it, with or without a slash at its end
     * @param token the bearer token with all rights; empty for a server that asks for none
     * @throws IllegalArgumentException if the address is not one of HTTP
     */
    public static RetrievalPluginConformance against(URI endpoint, String token, ConformanceOptions options) {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(options, "options");
        String scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
        if (!List.of("http", "https").contains(scheme) || endpoint.getHost() == null) {
            throw new IllegalArgumentException(
                    "endpoint must be an http or https address such as http://localhost:8000, got: " + endpoint);
        }
        return new RetrievalPluginConformance(endpoint, token, options);
    }

    /**
     * Asks for all points, in order, and deletes what it stored.
     *
     * <p>Cost: about 250 requests, one after the other, and some hundred short texts to embed.
     *
     * @throws UncheckedIOException if nothing answers at the address
     */
    public ConformanceReport run() {
        Probe probe = new Probe(endpoint, token, options);
        requireAnswer(probe);
        List<ConformanceResult> results = new ArrayList<>();
        for (Section section : SECTIONS) {
            section.points().forEach(point -> results.add(point.ask(section.title(), probe)));
        }
        return new ConformanceReport(endpoint, results, probe.deleteAllStored());
    }

    private void requireAnswer(Probe probe) {
        try {
            probe.call("GET", "/.well-known/ai-plugin.json").send();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Could not reach " + endpoint + ": " + e + ". Check the address and whether the server runs.", e);
        }
    }

    /**
     * Points at the address of the first argument, with the token of the variable {@code BEARER_TOKEN}, and prints the report. Exit code 1
     * if a MUST failed.
     *
     * @param args an address, then permissions: {@code delete-everything}, {@code large-document}
     */
    public static void main(String[] args) {
        System.exit(run(System.out, System.getenv().getOrDefault("BEARER_TOKEN", ""), args));
    }

    static int run(PrintStream out, String token, String... args) {
        if (args.length == 0) {
            out.println("usage: RetrievalPluginConformance ADDRESS [delete-everything] [large-document]");
            out.println("The token is read from the variable BEARER_TOKEN.");
            return 2;
        }
        ConformanceOptions options = ConformanceOptions.defaults();
        for (String name : List.of(args).subList(1, args.length)) {
            options = options.allowing(Permission.of(name));
        }
        ConformanceReport report = against(URI.create(args[0]), token, options).run();
        out.println(report);
        return report.failedMusts().isEmpty() ? 0 : 1;
    }

    /**
     * Points of one subject.
     *
     * @param title the subject
     * @param points its points, by number
     */
    private record Section(String title, List<Point> points) {}
}
