package dev.lectern.server.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lectern.server.api.Description;
import dev.lectern.server.api.Endpoint;
import dev.lectern.server.api.Endpoint.Body;
import dev.lectern.server.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes the OpenAPI document of some endpoints. Stateless.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.0.3">OpenAPI 3.0.3</a>
 */
final class OpenApi {

    private static final String VERSION = "3.0.3";
    private static final String SCHEME = "HTTPBearer";
    private static final String REFERENCE = "#/components/schemas/";

    private OpenApi() {}

    /**
     * Writes a document.
     *
     * @param endpoints what it describes; those without a description are left out
     * @param server the address under which their paths lie
     * @param authenticated whether a token is asked for
     */
    static ObjectNode of(List<Endpoint> endpoints, String server, boolean authenticated) {
        ObjectNode root = Json.object().put("openapi", VERSION);
        root.putObject("info")
                .put("title", "Retrieval Plugin API")
                .put("description", "Finds passages of documents by questions in natural language, and by metadata.")
                .put("version", "1.0.0");
        root.putArray("servers").addObject().put("url", server);
        ObjectNode paths = root.putObject("paths");
        for (Endpoint endpoint : endpoints) {
            Description description = endpoint.description();
            if (description != null) {
                paths.withObjectProperty(endpoint.path())
                        .set(
                                endpoint.method().toLowerCase(Locale.ROOT),
                                operation(endpoint, description, authenticated));
            }
        }
        ObjectNode components = root.putObject("components");
        addSchemas(components.putObject("schemas"), paths);
        if (authenticated) {
            components
                    .putObject("securitySchemes")
                    .putObject(SCHEME)
                    .put("type", "http")
                    .put("scheme", "bearer");
        }
        return root;
    }

    private static ObjectNode operation(Endpoint endpoint, Description description, boolean authenticated) {
        ObjectNode operation = Json.object()
                .put("summary", description.summary())
                .put("description", description.text())
                .put("operationId", description.operationId());
        parameters(endpoint, operation);
        if (!description.request().isEmpty()) {
            ObjectNode body = operation.putObject("requestBody").put("required", true);
            String type = endpoint.body() == Body.FORM ? "multipart/form-data" : "application/json";
            body.putObject("content").putObject(type).set("schema", Schemas.ref(description.request()));
        }
        responses(endpoint, description, operation.putObject("responses"), authenticated);
        if (authenticated) {
            operation.putArray("security").addObject().putArray(SCHEME);
        }
        return operation;
    }

    private static void parameters(Endpoint endpoint, ObjectNode operation) {
        if (endpoint.path().contains("{id}")) {
            parameter(operation, "id", "path", "string").put("required", true);
        } else if (endpoint.path().equals("/documents")) {
            parameter(operation, "after", "query", "string");
            parameter(operation, "limit", "query", "integer");
        }
    }

    private static ObjectNode parameter(ObjectNode operation, String name, String in, String type) {
        ObjectNode parameter = operation
                .withArrayProperty("parameters")
                .addObject()
                .put("name", name)
                .put("in", in);
        parameter.putObject("schema").put("type", type);
        return parameter;
    }

    private static void responses(
            Endpoint endpoint, Description description, ObjectNode responses, boolean authenticated) {
        response(responses, 200, "Successful Response", description.response());
        if (endpoint.path().equals("/delete")) {
            response(responses, 400, "Nothing was named that is to be deleted", "Problem");
        }
        if (authenticated) {
            response(responses, 401, "The token is wrong", "Problem");
            response(responses, 403, "There is no token, or it does not allow this", "Problem");
        }
        if (endpoint.path().contains("{id}")) {
            response(responses, 404, "There is no such document", "Problem");
        }
        if (endpoint.body() == Body.FORM || endpoint.body() == Body.JSON) {
            response(responses, 413, "The body is too large", "Problem");
        }
        if (endpoint.body() == Body.FORM) {
            response(responses, 415, "The file is of a type that is not read", "Problem");
        }
        response(responses, 422, "Validation Error", "HTTPValidationError");
        response(responses, 500, "Internal Service Error", "Problem");
        response(responses, 503, "Not now; Retry-After says when", "Problem");
    }

    private static void response(ObjectNode responses, int status, String description, String schema) {
        ObjectNode response = responses.putObject(Integer.toString(status)).put("description", description);
        response.putObject("content").putObject("application/json").set("schema", Schemas.ref(schema));
    }

    /** Adds the schemas that are referred to, and those that they refer to. */
    private static void addSchemas(ObjectNode schemas, JsonNode paths) {
        Map<String, ObjectNode> all = Schemas.all();
        Set<String> needed = new TreeSet<>();
        collect(paths, all, needed);
        needed.forEach(name -> schemas.set(name, all.get(name)));
    }

    private static void collect(JsonNode tree, Map<String, ObjectNode> all, Set<String> needed) {
        for (String reference : tree.findValuesAsText("$ref")) {
            String name = reference.substring(REFERENCE.length());
            ObjectNode schema = all.get(name);
            if (schema == null) {
                throw new IllegalStateException("a description refers to a schema that there is not: " + name);
            } else if (needed.add(name)) {
                collect(schema, all, needed);
            }
        }
    }
}
