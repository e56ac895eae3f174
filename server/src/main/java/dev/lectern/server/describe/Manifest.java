package dev.lectern.server.describe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lectern.server.wire.Json;

/**
 * What the plugin manifest says of names and addresses. Immutable.
 *
 * @param nameForHuman the name that people see
 * @param contactEmail whom to write to
 * @param legalUrl a page with terms
 */
public record Manifest(String nameForHuman, String contactEmail, String legalUrl) {

    private static final String FOR_MODEL =
            "Plugin for searching through the user's documents (such as files, emails, and more) to find answers to questions and"
                    + " retrieve relevant information. Use it whenever a user asks something that might be found in their personal"
                    + " information.";

    private static final String FOR_MODEL_THAT_SAVES = " Use it also to save information that the user wants to keep.";

    ObjectNode json(String base, boolean authenticated, boolean saves) {
        ObjectNode json = Json.object()
                .put("schema_version", "v1")
                .put("name_for_model", "retrieval")
                .put("name_for_human", nameForHuman)
                .put("description_for_model", saves ? FOR_MODEL + FOR_MODEL_THAT_SAVES : FOR_MODEL)
                .put("description_for_human", "Search through your documents.");
        ObjectNode auth = json.putObject("auth").put("type", authenticated ? "user_http" : "none");
        ObjectNode api = json.putObject("api").put("type", "openapi").put("url", base + "/.well-known/openapi.yaml");
        if (authenticated) {
            auth.put("authorization_type", "bearer");
            api.put("has_user_authentication", false);
        }
        return json.put("logo_url", base + "/.well-known/logo.png")
                .put("contact_email", contactEmail)
                .put("legal_info_url", legalUrl);
    }
}
