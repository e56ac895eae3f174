package dev.lectern.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lectern.spi.Option;
import dev.lectern.spi.Provider;
import dev.lectern.spi.Providers;
import dev.lectern.spi.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The options of a server and of its parts, from wherever they come. Immutable.
 *
 * @param settings those of the server itself, known to be options of it
 * @param parts those of its parts, by {@code store}, {@code embedding-model} and {@code reader}
 */
record Configuration(Settings settings, Map<String, Settings> parts) {

    private static final String PREFIX = "LECTERN_SERVE_";
    private static final String CONFIG = "config";
    private static final List<String> PARTS = List.of("store", "embedding-model", "reader");

    /** The original's names, the later ones first asked. */
    private static final Map<String, String> OF_THE_ORIGINAL =
            Map.of("BEARER_TOKEN", "token", "DATASTORE", "store", "PORT", "port");

    /** Sorts options into those of the server and of its parts. */
    static Configuration of(Map<String, String> options) {
        Map<String, String> own = new LinkedHashMap<>();
        Map<String, Settings.Builder> parts = new LinkedHashMap<>();
        options.forEach((name, value) -> {
            int point = name.indexOf('.');
            String part = point < 0 ? "" : name.substring(0, point);
            if (PARTS.contains(part)) {
                parts.computeIfAbsent(part, key -> Settings.builder()).set(name.substring(point + 1), value);
            } else {
                own.put(name, value);
            }
        });
        Map<String, Settings> built = new LinkedHashMap<>();
        parts.forEach((part, builder) -> built.put(part, builder.build()));
        return new Configuration(known(Settings.of(own)), Map.copyOf(built));
    }

    /** Returns the options of a part; none if none were given. */
    Settings part(String name) {
        return parts.getOrDefault(name, Settings.empty());
    }

    /** Returns the settings if all of them are options of the server. */
    private static Settings known(Settings settings) {
        return Providers.create(new AsProvider(), settings);
    }

    /** Lets the server's options be checked as those of any provider. */
    private static final class AsProvider implements Provider<Settings> {
        @Override
        public String name() {
            return "serve";
        }

        @Override
        public String description() {
            return "Checks the options of the server.";
        }

        @Override
        public List<Option<?>> options() {
            return ServerOptions.ALL;
        }

        @Override
        public Settings create(Settings settings) {
            return settings;
        }
    }

    /**
     * Joins flags, environment and file; a flag wins over a variable, a variable over the file.
     *
     * @throws IllegalArgumentException if a variable or the file names an option that there is not; the message says where
     */
    static Map<String, String> merged(Map<String, String> flags, Map<String, String> environment) {
        Map<String, String> variables = ofEnvironment(environment);
        String config = flags.getOrDefault(CONFIG, variables.getOrDefault(CONFIG, ""));
        Map<String, String> merged = new LinkedHashMap<>();
        if (!config.isEmpty()) {
            Map<String, String> options = ofFile(Path.of(config));
            options.remove(CONFIG);
            requireKnown(options, config);
            merged.putAll(options);
        }
        merged.putAll(variables);
        merged.putAll(flags);
        merged.remove(CONFIG);
        return merged;
    }

    private static Map<String, String> ofEnvironment(Map<String, String> environment) {
        Map<String, String> options = new LinkedHashMap<>();
        if (environment.containsKey("WEBSITES_PORT")) {
            options.put("port", environment.getOrDefault("WEBSITES_PORT", ""));
        }
        OF_THE_ORIGINAL.forEach((variable, option) -> {
            String value = environment.getOrDefault(variable, "");
            if (!value.isEmpty()) {
                options.put(option, value);
            }
        });
        environment.forEach((variable, value) -> {
            if (variable.startsWith(PREFIX)) {
                String option = variable.substring(PREFIX.length())
                        .toLowerCase(Locale.ROOT)
                        .replace("__", ".")
                        .replace('_', '-');
                if (!option.equals(CONFIG)) {
                    requireKnown(Map.of(option, value), "the variable " + variable);
                }
                options.put(option, value);
            }
        });
        return options;
    }

    /** Checks names while it is known where they stand; those of a part are checked by the part. */
    private static void requireKnown(Map<String, String> options, String where) {
        try {
            of(options);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("in " + where + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> ofFile(Path file) {
        try {
            return file.toString().endsWith(".json") ? ofJson(file) : ofProperties(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new ServerException(
                    file.toString(),
                    "Could not read the configuration " + file + ": " + reason(e)
                            + ". Give properties, or JSON in a file named so.",
                    e);
        }
    }

    private static String reason(Exception e) {
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.toString();
        return message.lines().findFirst().orElse("").replaceAll("\\.$", "");
    }

    private static Map<String, String> ofProperties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        Map<String, String> options = new LinkedHashMap<>();
        properties.stringPropertyNames().stream()
                .sorted()
                .forEach(name -> options.put(name, properties.getProperty(name)));
        return options;
    }

    private static Map<String, String> ofJson(Path file) throws IOException {
        JsonNode root = new ObjectMapper().readTree(file.toFile());
        if (!root.isObject()) {
            throw new IllegalArgumentException("it is no JSON object");
        }
        Map<String, String> options = new LinkedHashMap<>();
        flatten("", root, options);
        return options;
    }

    private static void flatten(String name, JsonNode value, Map<String, String> options) {
        if (value.isObject()) {
            value.properties()
                    .forEach(member -> flatten(
                            name.isEmpty() ? member.getKey() : name + "." + member.getKey(),
                            member.getValue(),
                            options));
        } else if (value.isValueNode() && !value.isNull()) {
            options.put(name, value.asText());
        } else {
            throw new IllegalArgumentException(name + " must be a text, a number or true or false, got: " + value);
        }
    }
}
