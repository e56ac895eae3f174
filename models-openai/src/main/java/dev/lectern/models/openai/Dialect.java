package dev.lectern.models.openai;

import dev.lectern.models.openai.ServiceFault.Kind;
import java.util.Locale;
import java.util.Optional;

/**
 * What of the protocol a service and a model understand. It begins with a guess and learns from refusals that name a part of the request.
 * Immutable.
 *
 * @param newLimit whether the limit on output is {@code max_completion_tokens}, else {@code max_tokens}
 * @param limitLearned whether that was learned, and is not to change again
 * @param temperature whether a temperature may be sent
 * @param streamUsage whether a stream may be asked for its usage
 * @param json how an answer in JSON may be asked for
 */
record Dialect(boolean newLimit, boolean limitLearned, boolean temperature, boolean streamUsage, JsonWay json) {

    /** Ways to ask for JSON, from the strongest to none. */
    enum JsonWay {
        SCHEMA,
        OBJECT,
        NONE
    }

    static Dialect of(ServiceAddress address, ModelFacts facts) {
        return new Dialect(address.isHosted(), false, !facts.reasons(), true, JsonWay.SCHEMA);
    }

    /** Returns this with a temperature, which somebody asked for. */
    Dialect withTemperature() {
        return new Dialect(newLimit, limitLearned, true, streamUsage, json);
    }

    /** Returns what to say instead after a refusal; nothing if the refusal has another reason. */
    Optional<Dialect> learn(ServiceFault fault) {
        if (fault.kind() != Kind.BAD_REQUEST) {
            return Optional.empty();
        }
        String named = (fault.parameter().isEmpty() ? fault.words() : fault.parameter()).toLowerCase(Locale.ROOT);
        if (!limitLearned && named.contains(newLimit ? "max_completion_tokens" : "max_tokens")) {
            return Optional.of(new Dialect(!newLimit, true, temperature, streamUsage, json));
        }
        if (temperature && named.contains("temperature")) {
            return Optional.of(new Dialect(newLimit, limitLearned, false, streamUsage, json));
        }
        if (streamUsage && (named.contains("stream_options") || named.contains("include_usage"))) {
            return Optional.of(new Dialect(newLimit, limitLearned, temperature, false, json));
        }
        if (json != JsonWay.NONE && (named.contains("response_format") || named.contains("json_schema"))) {
            JsonWay weaker = json == JsonWay.SCHEMA ? JsonWay.OBJECT : JsonWay.NONE;
            return Optional.of(new Dialect(newLimit, limitLearned, temperature, streamUsage, weaker));
        }
        return Optional.empty();
    }
}
