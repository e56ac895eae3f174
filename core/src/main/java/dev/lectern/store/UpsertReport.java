package dev.lectern.store;

/**
 * What an upsert did. Immutable.
 *
 * @param added documents that were new
 * @param replaced documents whose earlier version was swapped out
 * @param nodes nodes written
 */
public record UpsertReport(int added, int replaced, long nodes) {}
