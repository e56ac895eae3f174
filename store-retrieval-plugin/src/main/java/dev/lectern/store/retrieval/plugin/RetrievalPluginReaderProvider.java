package dev.lectern.store.retrieval.plugin;

import dev.lectern.reader.Reader;
import dev.lectern.spi.Option;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.Settings;
import java.util.List;

/** Makes a {@link RetrievalPluginReader}; it claims no source, so it is asked by name: {@code retrieval-plugin:question}. */
public final class RetrievalPluginReaderProvider implements ReaderProvider {

    private static final Option<Integer> TOP_K =
            Option.number("top-k", RetrievalPluginReader.TOP_K, "how many texts are read for a question");
    private static final Option<Boolean> SEPARATE_DOCUMENTS =
            Option.bool("separate-documents", true, "whether each text is a document, or all are joined in one");

    /** For {@link java.util.ServiceLoader}. */
    public RetrievalPluginReaderProvider() {}

    @Override
    public String name() {
        return "retrieval-plugin";
    }

    @Override
    public String description() {
        return "Reads what a server of the ChatGPT Retrieval Plugin API finds for a question.";
    }

    @Override
    public List<Option<?>> options() {
        return PluginOptions.with(TOP_K, SEPARATE_DOCUMENTS, PluginOptions.SCORES);
    }

    @Override
    public Reader create(Settings settings) {
        RetrievalPluginReader reader = RetrievalPluginReader.create(PluginOptions.client(settings))
                .withTopK(settings.get(TOP_K))
                .withScores(settings.get(PluginOptions.SCORES));
        return settings.get(SEPARATE_DOCUMENTS) ? reader : reader.joined();
    }
}
