package dev.lectern.spi;

import dev.lectern.model.LanguageModel;

/** Makes language models by name. */
public interface LanguageModelProvider extends Provider<LanguageModel> {}
