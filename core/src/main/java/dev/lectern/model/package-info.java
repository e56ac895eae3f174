/**
 * Completes a prompt: {@link dev.lectern.model.LanguageModel} and the offline extractive model.
 *
 * <p>Station: serves synthesis, the second step of a query.
 */
@NullMarked
package dev.lectern.model;

import org.jspecify.annotations.NullMarked;
