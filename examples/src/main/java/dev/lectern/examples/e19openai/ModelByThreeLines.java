package dev.lectern.examples.e19openai;

import dev.lectern.Lectern;
import dev.lectern.spi.Settings;
import dev.lectern.synthesize.Response;
import dev.lectern.testkit.openai.OpenAiServer;
import java.util.Map;

/** Answers written by any model that speaks OpenAI's protocol: OpenAI, Azure, Ollama, vLLM, llama.cpp. */
final class ModelByThreeLines {

    private ModelByThreeLines() {}

    /** Takes a folder, a base URL and the name of a model; without the last two it starts a service on this machine. */
    public static void main(String[] args) {
        String source = args.length > 0 ? args[0] : "examples/corpus/visitors";

        // Stands for a service of your own. It speaks the protocol; what it says is the work of StandIn, which is no
        // model.
        try (OpenAiServer service = OpenAiServer.start(new StandIn())) {
            String baseUrl = args.length > 1 ? args[1] : service.baseUrl();
            String model = args.length > 2 ? args[2] : "stand-in";

            // The three lines. A key, where one is needed, is in the variable OPENAI_API_KEY of the environment.
            try (Lectern lectern = Lectern.builder()
                    .languageModel("openai")
                    .settings("openai", Settings.of(Map.of("base-url", baseUrl, "model", model)))
                    .build()) {

                lectern.ingest(source);
                print(lectern.ask("When does the last ferry leave Port Ellary?"));
            }
            service.requests().forEach(request -> System.out.println("asked of " + request.path()));
        }
    }

    private static void print(Response response) {
        System.out.println(response.text());
        response.citedSources()
                .forEach(source -> System.out.println(
                        "  [" + source.number() + "] " + source.source().node().documentId()));
        System.out.println(response.usage().modelCalls() + " model call");
    }
}
