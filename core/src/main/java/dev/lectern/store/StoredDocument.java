package dev.lectern.store;

import dev.lectern.document.Metadata;

/**
 * A document as a store lists it. Immutable.
 *
 * @param id the document's id
 * @param version content hash and fingerprint, as {@link DocumentNodes#version()} gave them
 * @param nodeCount how many nodes it has
 * @param metadata the document's own metadata
 */
public record StoredDocument(String id, String version, int nodeCount, Metadata metadata) {}
