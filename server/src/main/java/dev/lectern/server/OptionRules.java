package dev.lectern.server;

import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Checks values before anything is opened, so that a wrong one stops the start and not a request an hour later. Stateless. */
final class OptionRules {

    private static final Pattern ORIGIN = Pattern.compile("https?://[^/\\s,]+");
    private static final List<Option<Integer>> AT_LEAST_ONE = List.of(
            ServerOptions.MAX_BODY,
            ServerOptions.MAX_UPLOAD,
            ServerOptions.MAX_DOCUMENTS,
            ServerOptions.MAX_TEXT,
            ServerOptions.MAX_QUERIES,
            ServerOptions.MAX_TOP_K,
            ServerOptions.MAX_CHUNKS,
            ServerOptions.MAX_CONNECTIONS,
            ServerOptions.WORKERS,
            ServerOptions.QUEUE);
    private static final List<Option<Duration>> TIMES =
            List.of(ServerOptions.IDLE_TIMEOUT, ServerOptions.READ_TIMEOUT, ServerOptions.STOP_TIMEOUT);

    private OptionRules() {}

    /**
     * Checks all options.
     *
     * @throws IllegalArgumentException for the first one that breaks its rule; the message has option, rule and value
     */
    static void check(Settings settings) {
        ServerOptions.ALL.forEach(settings::get); // each is what its type takes
        int port = settings.get(ServerOptions.PORT);
        require(port >= 0 && port <= 65_535, "port must be 0 to 65535", port);
        AT_LEAST_ONE.forEach(option ->
                require(settings.get(option) >= 1, option.name() + " must be 1 or more", settings.get(option)));
        TIMES.forEach(option -> require(
                settings.get(option).toMillis() >= 1,
                option.name() + " must be PT0.001S or more",
                settings.get(option)));
        int chunkTokens = settings.get(ServerOptions.CHUNK_TOKENS);
        require(chunkTokens >= 0, "chunk-tokens must be 0 or more", chunkTokens);
        checkAddresses(settings);
        Tokens.of(settings);
        Exposure.require(settings);
    }

    private static void checkAddresses(Settings settings) {
        String url = settings.get(ServerOptions.PUBLIC_URL);
        require(
                url.isEmpty() || ORIGIN.matcher(url).matches(),
                "public-url must be an http or https address without a path",
                quoted(url));
        String cors = settings.get(ServerOptions.CORS).strip();
        boolean preset = List.of("", "off", "chatgpt", "local").contains(cors);
        for (String origin : preset ? new String[0] : cors.split(",", -1)) {
            require(
                    ORIGIN.matcher(origin.strip()).matches(),
                    "cors must be off, chatgpt, local or origins such as https://example.org",
                    quoted(origin.strip()));
        }
        String keystore = settings.get(ServerOptions.KEYSTORE);
        require(keystore.isEmpty() || isReadable(keystore), "tls-keystore must be a file that can be read", keystore);
    }

    private static boolean isReadable(String file) {
        try {
            return Files.isReadable(Path.of(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static void require(boolean condition, String rule, Object value) {
        if (!condition) {
            throw new IllegalArgumentException(rule + ", got: " + value);
        }
    }
}
