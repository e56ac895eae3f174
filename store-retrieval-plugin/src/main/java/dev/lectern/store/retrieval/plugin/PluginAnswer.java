package dev.lectern.store.retrieval.plugin;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/**
 * An answer of status 2xx, and who makes exceptions of it.
 *
 * @param errors those of the attempt that got the answer, which know its token
 */
record PluginAnswer(HttpResponse<byte[]> response, PluginErrors errors) {

    /**
     * Returns the JSON object; empty if the JSON is none.
     *
     * @throws RetrievalPluginException if it is no JSON
     */
    Map<?, ?> json() {
        try {
            return JsonTree.object(JsonTree.parse(response.body()));
        } catch (IOException noJson) {
            throw bad("it is no JSON");
        }
    }

    /**
     * Returns a list of the JSON object.
     *
     * @throws RetrievalPluginException if there is none of this name
     */
    List<?> list(String member) {
        if (json().get(member) instanceof List<?> list) {
            return list;
        }
        throw bad("it has no list of " + member);
    }

    RetrievalPluginException bad(String fault) {
        return errors.badAnswer(response, fault);
    }
}
