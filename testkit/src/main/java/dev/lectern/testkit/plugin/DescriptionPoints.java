package dev.lectern.testkit.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lectern.testkit.plugin.ConformanceResult.Level;
import java.io.IOException;
import java.util.List;

/** Points 73 to 76: manifest, description and logo. Stateless. */
final class DescriptionPoints {

    private static final String MANIFEST = "/.well-known/ai-plugin.json";
    private static final String OPENAPI = "/.well-known/openapi.yaml";
    private static final List<String> MEMBERS = List.of(
            "schema_version",
            "name_for_model",
            "name_for_human",
            "description_for_model",
            "description_for_human",
            "logo_url",
            "contact_email",
            "legal_info_url");

    private static final String STRANGE_ORIGIN = "https://origin.example";

    private DescriptionPoints() {}

    static List<Point> all() {
        return List.of(
                Point.must(
                        73,
                        "the manifest has all members, and the address of the description is absolute and right",
                        "200; ten members; 200 at `api.url`",
                        DescriptionPoints::manifest),
                Point.must(
                        74,
                        "the description is OpenAPI 3.0 with `query_query_post`, an absolute server and HTTPBearer",
                        "200; these words",
                        DescriptionPoints::openApi),
                Point.better(
                        74,
                        "nulls and the answers 401, 403, 500, and 400 of a deletion, are described",
                        "`nullable: true` and these statuses",
                        DescriptionPoints::openApiInFull),
                Point.must(
                        75,
                        "HEAD and a conditional GET work for static files",
                        "200 without body; 304 for the ETag",
                        DescriptionPoints::conditional),
                Point.better(
                        75,
                        "the ETag is quoted, and the description has its own type",
                        "`ETag: \"...\"`, `application/yaml`",
                        DescriptionPoints::quotedTag),
                Point.better(
                                76,
                                "no origin may call from a browser unless told",
                                "no `Access-Control-Allow-Origin` for a strange origin",
                                DescriptionPoints::strangeOrigin)
                        .part("default"),
                Point.unseen(
                                76,
                                Level.BETTER,
                                "presets for the origins of ChatGPT, and for private networks",
                                "a choice of who starts the server")
                        .part("presets"));
    }

    private static void manifest(Probe probe) throws IOException {
        Answer answer = probe.get(MANIFEST).is(200);
        JsonNode json = answer.json();
        answer.meets(MEMBERS.stream().allMatch(name -> json.path(name).isTextual()));
        answer.meets(json.at("/auth/type").isTextual()
                && json.at("/api/type").asText().equals("openapi"));
        String url = json.at("/api/url").asText();
        answer.meets(url.startsWith("http") && json.path("logo_url").asText().startsWith("http"));
        if (url.startsWith(probe.base())) {
            probe.get(url.substring(probe.base().length())).is(200);
        } else {
            throw new UnmetException("api.url is " + url + " where the server is at " + probe.base());
        }
    }

    private static void openApi(Probe probe) throws IOException {
        Answer answer = probe.get(OPENAPI).is(200);
        String yaml = answer.text();
        answer.meets(yaml.matches("(?s).*openapi: *[\"']?3\\.0\\.\\d.*")
                && yaml.contains("query_query_post")
                && yaml.contains("HTTPBearer")
                && yaml.matches("(?s).*url: *[\"']?https?://.*"));
    }

    private static void openApiInFull(Probe probe) throws IOException {
        Answer answer = probe.get(OPENAPI).is(200);
        boolean withDeletion = answer.text().contains("/delete");
        List<String> statuses = withDeletion ? List.of("400", "401", "403", "500") : List.of("401", "403", "500");
        answer.meets(answer.text().contains("nullable: true")
                && statuses.stream()
                        .allMatch(status -> answer.text().matches("(?s).*\\n *[\"']?" + status + "[\"']?:.*")));
    }

    private static void conditional(Probe probe) throws IOException {
        for (String path : List.of(MANIFEST, OPENAPI, "/.well-known/logo.png")) {
            Answer head = probe.call("HEAD", path).send();
            head.is(200).meets(head.text().isEmpty() && !head.header("ETag").isEmpty());
            probe.call("GET", path)
                    .header("If-None-Match", head.header("ETag"), "the ETag of HEAD")
                    .send()
                    .is(304);
        }
    }

    private static void quotedTag(Probe probe) throws IOException {
        Answer answer = probe.get(OPENAPI).is(200);
        String tag = answer.header("ETag");
        String type = answer.header("Content-Type");
        if (!tag.matches("(W/)?\".+\"") || !type.startsWith("application/yaml")) {
            throw new UnmetException("ETag " + tag + ", Content-Type " + type);
        }
    }

    private static void strangeOrigin(Probe probe) throws IOException {
        Answer answer = probe.call("POST", "/query")
                .json("{\"queries\":[]}")
                .header("Origin", STRANGE_ORIGIN, STRANGE_ORIGIN)
                .send();
        answer.meets(answer.header("Access-Control-Allow-Origin").isEmpty());
    }
}
