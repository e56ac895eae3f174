package dev.lectern.server;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.reader.Reader;
import dev.lectern.spi.Option;
import dev.lectern.spi.Providers;
import dev.lectern.split.Splitter;
import dev.lectern.store.Store;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ChatGPT Retrieval Plugin API over any store and embedding model.
 *
 * <pre>{@code
 * try (RetrievalPluginServer server = RetrievalPluginServer.builder().store(store).embeddingModel(model).option("token", token).build()) {
 *     server.start();
 *     System.out.println(server.uri());
 * }
 * }</pre>
 *
 * <p>Unless told otherwise it listens on a loopback address, asks for a token, and takes store, model and reader from the class path.
 *
 * <p>Thread-safe. It closes what it made, not what it was given.
 */
public final class RetrievalPluginServer implements AutoCloseable {

    private final Assembly assembly;

    private RetrievalPluginServer(Assembly assembly) {
        this.assembly = assembly;
    }

    /** Starts a server with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Makes a server from the command line, the environment and a file, in this order of precedence; start it by {@link #start}.
     *
     * <p>In the environment an option is {@code LECTERN_SERVE_} and its name in capitals, with {@code _} for a hyphen and {@code __} for a
     * point; the original's {@code BEARER_TOKEN}, {@code DATASTORE}, {@code PORT} and {@code WEBSITES_PORT} work too. The option {@code
     * config} names the file: properties, or JSON where its name ends so.
     *
     * @param flags options by name, without hyphens before them
     * @param environment all variables; those of others are left alone
     * @throws IllegalArgumentException if an option is unknown (the message names the nearest right one), or a value is not what it takes
     * @throws dev.lectern.spi.ProviderException if store, model or reader is not found
     */
    public static RetrievalPluginServer of(Map<String, String> flags, Map<String, String> environment) {
        Builder builder = builder();
        Configuration.merged(flags, environment).forEach(builder::option);
        return builder.build();
    }

    /** Returns all options with default and meaning, for help; options of store, model and reader follow theirs, as in {@code store.NAME}. */
    public static List<Option<?>> options() {
        return ServerOptions.ALL;
    }

    /**
     * Opens the port; requests are answered when this returns. Does nothing if it is started.
     *
     * @throws ServerException if the port cannot be opened
     * @throws IllegalStateException if it was stopped before
     */
    public void start() {
        assembly.start();
    }

    /** Takes no more requests, ends those that were accepted within {@code stop-timeout}, and closes what it made; may be called twice. */
    public void stop() {
        assembly.stop();
    }

    /** Stops. */
    @Override
    public void close() {
        stop();
    }

    /**
     * Returns where the server listens, such as {@code http://127.0.0.1:8000}.
     *
     * @throws IllegalStateException if it is not started
     */
    public URI uri() {
        return assembly.uri();
    }

    /** Returns the token that was made since none was given; a secret, to be shown to who starts the server and nobody else. */
    public Optional<String> generatedToken() {
        return assembly.generatedToken();
    }

    /** Collects the parts and options of a server; one thread at a time. */
    public static final class Builder {

        private final Map<String, String> options = new LinkedHashMap<>();
        private Providers providers = Providers.discovered();
        private @Nullable Store store;
        private @Nullable EmbeddingModel embeddingModel;
        private @Nullable Splitter splitter;
        private @Nullable Reader reader;

        private Builder() {}

        /**
         * Sets an option by name, as {@link RetrievalPluginServer#options} lists them.
         *
         * @throws IllegalArgumentException if it was set before
         */
        public Builder option(String name, String value) {
            Objects.requireNonNull(value, "value");
            if (options.putIfAbsent(name, value) != null) {
                throw new IllegalArgumentException("option must be set once, got twice: " + name);
            }
            return this;
        }

        /** Sets where parts are found by name; those on the class path unless set. */
        public Builder providers(Providers changed) {
            this.providers = Objects.requireNonNull(changed, "providers");
            return this;
        }

        /** Sets the store, which whoever made it closes; else it is made by the option {@code store}. */
        public Builder store(Store changed) {
            this.store = Objects.requireNonNull(changed, "store");
            return this;
        }

        /** Sets the embedding model, which whoever made it closes; else it is made by the option {@code embedding-model}. */
        public Builder embeddingModel(EmbeddingModel changed) {
            this.embeddingModel = Objects.requireNonNull(changed, "embeddingModel");
            return this;
        }

        /** Sets how documents are cut; else the option {@code chunking} says so. */
        public Builder splitter(Splitter changed) {
            this.splitter = Objects.requireNonNull(changed, "splitter");
            return this;
        }

        /** Sets what reads uploads, by the path of a file; else it is made by the option {@code reader}. */
        public Builder reader(Reader changed) {
            this.reader = Objects.requireNonNull(changed, "reader");
            return this;
        }

        /**
         * Makes the server, with its store and model open, but not listening.
         *
         * @throws IllegalArgumentException if an option is unknown or a value is not what it takes, or the address is not a loopback one
         *     and there is no token or no TLS
         * @throws dev.lectern.spi.ProviderException if store, model or reader is not found
         */
        public RetrievalPluginServer build() {
            Configuration configuration = Configuration.of(options);
            OptionRules.check(configuration.settings());
            Parts parts = Parts.open(configuration, providers, store, embeddingModel, splitter, reader);
            return new RetrievalPluginServer(Assembly.of(configuration.settings(), parts));
        }
    }
}
