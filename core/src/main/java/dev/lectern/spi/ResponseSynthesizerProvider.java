package dev.lectern.spi;

import dev.lectern.synthesize.ResponseSynthesizer;

/** Makes response synthesizers by name. */
public interface ResponseSynthesizerProvider extends Provider<ResponseSynthesizer> {}
