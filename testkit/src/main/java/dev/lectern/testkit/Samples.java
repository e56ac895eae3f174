package dev.lectern.testkit;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Embedding;
import dev.lectern.store.DocumentNodes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What several contracts feed to the object under test. */
final class Samples {

    /** Surrogate pairs, right-to-left letters and combining marks. */
    static final String UNICODE =
            "Tides \uD83C\uDF0A rise. \u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD. Cafe\u0301 noe\u0308l.";

    private Samples() {}

    /** Returns a null that the null checker lets pass, for tests of null arguments. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // the one place where a null is wanted
    static <T> T absent() {
        return null;
    }

    /** Returns metadata with one value of each kind. */
    static Metadata everyKind() {
        return Metadata.builder()
                .set("text", UNICODE)
                .set("whole", Long.MAX_VALUE)
                .set("decimal", 0.1)
                .set("bool", true)
                .set("instant", Instant.parse("2024-02-29T12:34:56.789Z"))
                .set("list", List.of("b", "a"))
                .build();
    }

    /** Makes a ready document with one node per text, each with the vector beside it. */
    static DocumentNodes ready(String id, Metadata metadata, List<String> texts, List<Embedding> vectors) {
        List<Node> nodes = new ArrayList<>(texts.size());
        StringBuilder whole = new StringBuilder();
        for (String text : texts) {
            Span span = new Span(whole.length(), whole.length() + text.length());
            nodes.add(Node.of(id, nodes.size(), span, text, metadata));
            whole.append(text).append('\n');
        }
        return new DocumentNodes(Document.of(id, whole.toString(), metadata), "test", nodes, vectors);
    }

    /** Runs a call by several threads at once and returns all results. */
    static <T> List<T> concurrently(int threads, Callable<T> call) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<T> results = new ArrayList<>();
            List<Callable<T>> calls = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                calls.add(call);
            }
            for (Future<T> future : pool.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    /** Waits for a gate to open; an interrupt ends the wait with an exception. */
    static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at the gate", e);
        }
    }

    /** Shows each run of white space as one space, as quotes do. */
    static String fold(String text) {
        return text.replaceAll("(?U)\\s+", " ");
    }
}
