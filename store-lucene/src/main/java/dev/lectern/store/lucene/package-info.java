/**
 * The store on disk: {@link dev.lectern.store.lucene.LuceneStore}.
 *
 * <p>Station: store. One directory holds a manifest and a Lucene index; its form is described in {@code docs/formats/store-lucene.md}.
 */
@NullMarked
package dev.lectern.store.lucene;

import org.jspecify.annotations.NullMarked;
