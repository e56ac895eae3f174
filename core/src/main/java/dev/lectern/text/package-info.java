/**
 * Folds text to the words that are compared: {@link dev.lectern.text.Terms}. Not exported: for core only.
 *
 * <p>Station: none of its own; keyword search and the extractive model both stand on it.
 */
@NullMarked
package dev.lectern.text;

import org.jspecify.annotations.NullMarked;
