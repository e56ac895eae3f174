package dev.lectern.server.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts requests and their time by endpoint, and writes them with gauges of the moment.
 *
 * <p>Thread-safe. The number of series is bounded: endpoints times statuses.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus, text format 0.0.4</a>
 */
public final class Metrics {

    /** The media type of the text. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** Upper ends in milliseconds: from an answer out of memory to a large upload. */
    private static final long[] BUCKETS_MS = {1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000};

    private final Map<Key, LongAdder> requests = new ConcurrentHashMap<>();
    private final Map<String, Times> times = new ConcurrentHashMap<>();

    private record Key(String endpoint, int status) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byEndpoint = endpoint.compareTo(other.endpoint);
            return byEndpoint != 0 ? byEndpoint : Integer.compare(status, other.status);
        }
    }

    private static final class Times {
        private final LongAdder[] buckets = new LongAdder[BUCKETS_MS.length + 1];
        private final LongAdder nanos = new LongAdder();

        Times() {
            for (int i = 0; i < buckets.length; i++) {
                buckets[i] = new LongAdder();
            }
        }

        void add(long taken) {
            int i = 0;
            while (i < BUCKETS_MS.length && taken > BUCKETS_MS[i] * 1_000_000) {
                i++;
            }
            buckets[i].increment();
            nanos.add(taken);
        }
    }

    /** Makes empty counts. */
    public Metrics() {}

    void answered(String endpoint, int status, long nanos) {
        requests.computeIfAbsent(new Key(endpoint, status), key -> new LongAdder())
                .increment();
        times.computeIfAbsent(endpoint, key -> new Times()).add(nanos);
    }

    /**
     * Writes all of it.
     *
     * @param gauges figures of the moment, by name
     */
    public String text(Map<String, Number> gauges) {
        StringBuilder out = new StringBuilder();
        out.append(
                "# HELP lectern_requests_total Requests answered, by endpoint and status; 499 is a client that left.\n");
        out.append("# TYPE lectern_requests_total counter\n");
        new TreeMap<>(requests)
                .forEach((key, count) -> out.append("lectern_requests_total{endpoint=\"")
                        .append(key.endpoint())
                        .append("\",status=\"")
                        .append(key.status())
                        .append("\"} ")
                        .append(count.sum())
                        .append('\n'));
        out.append("# HELP lectern_request_seconds Time from the first byte of a request to the last of its answer.\n");
        out.append("# TYPE lectern_request_seconds histogram\n");
        new TreeMap<>(times).forEach((endpoint, taken) -> histogram(out, endpoint, taken));
        new TreeMap<>(gauges)
                .forEach((name, value) -> out.append("# TYPE ")
                        .append(name)
                        .append(" gauge\n")
                        .append(name)
                        .append(' ')
                        .append(value)
                        .append('\n'));
        return out.toString();
    }

    private static void histogram(StringBuilder out, String endpoint, Times taken) {
        String label = "{endpoint=\"" + endpoint + "\"";
        long sum = 0;
        for (int i = 0; i <= BUCKETS_MS.length; i++) {
            sum += taken.buckets[i].sum();
            String end = i == BUCKETS_MS.length ? "+Inf" : Double.toString(BUCKETS_MS[i] / 1e3);
            out.append("lectern_request_seconds_bucket")
                    .append(label)
                    .append(",le=\"")
                    .append(end)
                    .append("\"} ")
                    .append(sum)
                    .append('\n');
        }
        out.append("lectern_request_seconds_sum").append(label).append("} ");
        out.append(taken.nanos.sum() / 1e9).append('\n');
        out.append("lectern_request_seconds_count").append(label).append("} ");
        out.append(sum).append('\n');
    }
}
