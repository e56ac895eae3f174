package dev.lectern.models.openai;

import java.time.Duration;
import java.util.Map;

/**
 * How an endpoint works; {@link OpenAiEndpoint.Builder} says what each means. Immutable.
 *
 * @param headers organisation and project
 */
record EndpointSettings(
        ServiceAddress address,
        ApiKey key,
        Map<String, String> headers,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration idleTimeout,
        Duration totalTimeout,
        int maxRetries,
        int maxResponseBytes,
        World world) {}
