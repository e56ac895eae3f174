package dev.lectern.server.describe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import com.google.common.html.HtmlEscapers;
import com.google.common.io.Resources;
import dev.lectern.server.api.Call;
import dev.lectern.server.api.Description.Part;
import dev.lectern.server.api.Endpoint;
import dev.lectern.server.wire.Json;
import dev.lectern.server.wire.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Answers the documents that describe the server, made for the address that it is called by. Immutable, thread-safe. */
public final class Descriptions {

    private final List<Endpoint> endpoints;
    private final Set<Part> published;
    private final Manifest manifest;
    private final boolean authenticated;
    private final ByteBuffer logo;

    /**
     * Makes the descriptions.
     *
     * @param endpoints all endpoints, described or not
     * @param published which of them the published document has
     * @param manifest what the manifest says of names and addresses
     * @param authenticated whether a token is asked for
     */
    public Descriptions(List<Endpoint> endpoints, Set<Part> published, Manifest manifest, boolean authenticated) {
        this.endpoints = List.copyOf(endpoints);
        this.published = Set.copyOf(published);
        this.manifest = manifest;
        this.authenticated = authenticated;
        this.logo = logo();
    }

    private static ByteBuffer logo() {
        try {
            return ByteBuffer.wrap(Resources.toByteArray(Resources.getResource(Descriptions.class, "logo.png")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers the manifest. */
    public Reply manifest(Call call) {
        ObjectNode json = manifest.json(call.base(), authenticated, published.contains(Part.MEMORY));
        return tagged(call, Reply.JSON, ByteBuffer.wrap(Json.pretty(json)));
    }

    /** Answers the published OpenAPI document as YAML. */
    public Reply published(Call call) {
        String yaml = Yaml.of(OpenApi.of(described(published), call.base(), authenticated));
        return tagged(call, "application/yaml", StandardCharsets.UTF_8.encode(yaml));
    }

    /** Answers the OpenAPI document of everything that the original has, as JSON. */
    public Reply original(Call call) {
        Set<Part> parts = Set.of(Part.QUERY, Part.MEMORY, Part.ORIGINAL);
        return tagged(
                call,
                Reply.JSON,
                ByteBuffer.wrap(Json.bytes(OpenApi.of(described(parts), call.base(), authenticated))));
    }

    /** Answers the OpenAPI document of the part of the API below {@code /sub}, as JSON. */
    public Reply sub(Call call) {
        Set<Part> parts = published.contains(Part.MEMORY) ? Set.of(Part.QUERY, Part.MEMORY) : Set.of(Part.QUERY);
        return tagged(
                call,
                Reply.JSON,
                ByteBuffer.wrap(Json.bytes(OpenApi.of(described(parts), call.base() + "/sub", authenticated))));
    }

    /** Answers the logo. */
    public Reply logo(Call call) {
        return tagged(call, "image/png", logo);
    }

    /** Answers a page for people, which loads nothing from elsewhere. */
    public Reply page(Call call) {
        StringBuilder rows = new StringBuilder();
        for (Endpoint endpoint : described(Set.of(Part.values()))) {
            var description = Objects.requireNonNull(endpoint.description());
            rows.append("<tr><td><code>")
                    .append(escaped(endpoint.method() + " " + endpoint.path()))
                    .append("</code></td><td>")
                    .append(escaped(description.text()))
                    .append("</td></tr>\n");
        }
        String page = """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Retrieval Plugin API</title>
                <style>body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}td{padding:.4em .8em;vertical-align:top}</style>
                </head><body><h1>Retrieval Plugin API</h1>
                <p>Machines read <a href="/openapi.json">openapi.json</a>, models <a href="/.well-known/openapi.yaml">openapi.yaml</a>.</p>
                <table>
                %s</table></body></html>
                """.formatted(rows);
        return tagged(call, "text/html; charset=utf-8", StandardCharsets.UTF_8.encode(page))
                .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    }

    private static String escaped(String text) {
        return HtmlEscapers.htmlEscaper().escape(text);
    }

    private List<Endpoint> described(Set<Part> parts) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.description() != null
                        && parts.contains(endpoint.description().part()))
                .toList();
    }

    /** Answers 304 where the client has this very version; else the content with its tag, to be asked for anew each time. */
    private static Reply tagged(Call call, String contentType, ByteBuffer content) {
        String tag = "\""
                + Hashing.sha256().hashBytes(content.duplicate()).toString().substring(0, 32) + "\"";
        boolean known = call.ifNoneMatch().equals("*") || call.ifNoneMatch().contains(tag);
        Reply reply = known ? Reply.empty(304) : new Reply(200, contentType, content, Map.of());
        return reply.with("ETag", tag).with("Cache-Control", "no-cache");
    }
}
