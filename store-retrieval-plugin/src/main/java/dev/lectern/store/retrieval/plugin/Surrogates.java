package dev.lectern.store.retrieval.plugin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds surrogates without their other half. */
final class Surrogates {

    private Surrogates() {}

    /** Returns what is wrong with the first unpaired surrogate of a record, or null if there is none. */
    static @Nullable String findFault(PluginRecord plugin) {
        String fault = describe("id", plugin.id());
        if (fault == null) {
            fault = describe("text", plugin.text());
        }
        for (Map.Entry<String, String> entry : plugin.metadata().entrySet()) {
            if (fault == null) {
                fault = describe(entry.getKey(), entry.getValue());
            }
        }
        return fault;
    }

    private static @Nullable String describe(String name, String value) {
        int at = indexOfUnpaired(value);
        return at < 0
                ? null
                : String.format("%s has an unpaired surrogate U+%04X at char %d.", name, (int) value.charAt(at), at);
    }

    private static int indexOfUnpaired(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
