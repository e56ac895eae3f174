package dev.lectern.cli;

import dev.lectern.store.retrieval.plugin.RetrievalPluginClient;
import dev.lectern.store.retrieval.plugin.RetrievalPluginClientBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands take that call a server of the ChatGPT Retrieval Plugin API. */
@SuppressWarnings("NullAway.Init") // fields are set by the parser before use
final class EndpointOptions {

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            required = true,
            description = "The address of a server of the ChatGPT Retrieval Plugin API, such as http://localhost:8000.")
    private String endpoint;

    @ArgGroup
    private @Nullable Token token;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Where the token comes from, unless from the environment. There is no option for the token: others could see it among processes. */
    private static final class Token {

        @Option(
                names = "--token-file",
                paramLabel = "FILE",
                description =
                        "A file with the server's token; else the variable BEARER_TOKEN of the environment has it.")
        private @Nullable Path file;

        @Option(names = "--no-token", description = "Says that the server wants no token.")
        private boolean none;
    }

    String endpoint() {
        return endpoint;
    }

    /** Makes a client; nothing is sent yet. */
    RetrievalPluginClient client() {
        RetrievalPluginClientBuilder client = RetrievalPluginClient.builder(endpoint);
        if (token != null && token.none) {
            client.withoutToken();
        } else if (token != null && token.file != null) {
            String secret = TokenFile.read(token.file);
            client.token(() -> secret);
        } else {
            requireVariable();
        }
        return client.build();
    }

    /** The client takes the variable by itself; here only the remedy is another. */
    private void requireVariable() {
        String variable = System.getenv("BEARER_TOKEN");
        if (variable == null || variable.isBlank()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--token-file FILE or the variable BEARER_TOKEN must give a token, got: neither;"
                            + " for a server that wants none say --no-token");
        }
    }
}
