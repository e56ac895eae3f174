package dev.lectern.testkit.plugin;

import dev.lectern.testkit.plugin.ConformanceOptions.Permission;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Points 39 to 44: what a filter of a query means. Stateless. */
final class FilterPoints {

    /** Everything that some query language or pattern takes for its own. */
    private static final String AWKWARD = "O'Brien \"x\" %_*?\\ (a) OR 1=1; --";

    private FilterPoints() {}

    static List<Point> all() {
        return List.of(
                Point.must(
                        39,
                        "all members of a filter must match, exactly and in the same case",
                        "one document; none for another case or half a value",
                        FilterPoints::allMembers),
                Point.better(
                        40,
                        "an absent value matches nothing, and no character is a pattern",
                        "none for `%`, `_` and `*`; one for a value full of such characters",
                        FilterPoints::literalValues),
                Point.must(
                        41,
                        "dates are inclusive, with and without time; a document without a date matches none",
                        "one document for each range",
                        FilterPoints::dates),
                Point.better(
                        42,
                        "a filter date that is none is refused by name",
                        "422 `start_date`; 422 `end_date` for a day that there is not",
                        FilterPoints::badDates),
                Point.better(
                        43,
                        "`created_at` comes back as it was sent; what is no date stays or is refused, and is never now",
                        "the same texts, or 422 for `last week`",
                        FilterPoints::createdAt),
                Point.better(
                                44,
                                "`url` and `created_at` in a filter are conditions, or refused",
                                "one document, or 422",
                                FilterPoints::urlAndCreatedAt)
                        .part("query"),
                Point.better(
                                44,
                                "a deletion with an unknown member is not wider for it",
                                "4xx, or nothing deleted",
                                FilterPoints::unknownMemberOfADeletion)
                        .part("deletion"));
    }

    private static void requireFound(Probe probe, String filter, String... documents) throws IOException {
        Answer answer = probe.find(filter, 10);
        answer.meets(Set.copyOf(answer.found()).equals(Set.of(documents)));
    }

    private static void allMembers(Probe probe) throws IOException {
        String author = probe.own("Author");
        probe.store(probe.own("a"), "A heron waits.", "{\"source\":\"email\",\"author\":\"" + author + "\"}");
        probe.store(probe.own("b"), "A heron wades.", "{\"source\":\"chat\",\"author\":\"" + author + "\"}");
        requireFound(probe, "{\"source\":\"email\",\"author\":\"" + author + "\"}", probe.own("a"));
        requireFound(probe, "{\"source\":\"email\",\"author\":\"" + probe.own("author") + "\"}");
        requireFound(probe, "{\"source\":\"email\",\"author\":\"" + probe.own("Auth") + "\"}");
        requireFound(probe, "{\"document_id\":\"" + probe.own("b") + "\",\"source\":\"email\"}");
    }

    private static void literalValues(Probe probe) throws IOException {
        String sourceId = probe.own("s");
        String within = ",\"source_id\":\"" + sourceId + "\"}";
        probe.store(probe.own("a"), "A heron waits.", "{\"author\":" + Probe.quote(AWKWARD) + within);
        probe.store(probe.own("b"), "A heron wades.", "{\"source_id\":\"" + sourceId + "\"}");
        for (String pattern : List.of("%", "_", "*", "O%", "O'Brien*", "")) {
            requireFound(probe, "{\"author\":\"" + pattern + "\"" + within);
        }
        requireFound(probe, "{\"author\":" + Probe.quote(AWKWARD) + within, probe.own("a"));
    }

    private static void dates(Probe probe) throws IOException {
        String sourceId = probe.own("s");
        String within = "\"source_id\":\"" + sourceId + "\"";
        String day = probe.own("day");
        String time = probe.own("time");
        probe.store(day, "A heron waits.", "{\"created_at\":\"2023-03-05\"," + within + "}");
        probe.store(time, "A heron wades.", "{\"created_at\":\"2023-03-06T12:00:00+02:00\"," + within + "}");
        probe.store(probe.own("none"), "A heron wakes.", "{" + within + "}");
        requireFound(
                probe, "{\"start_date\":\"2023-03-05\",\"end_date\":\"2023-03-05T00:00:00Z\"," + within + "}", day);
        requireFound(
                probe,
                "{\"start_date\":\"2023-03-06T10:00:00Z\",\"end_date\":\"2023-03-06T10:00:00Z\"," + within + "}",
                time);
        requireFound(probe, "{\"start_date\":\"2000-01-01\"," + within + "}", day, time);
        requireFound(probe, "{\"end_date\":\"2999-01-01\"," + within + "}", day, time);
        requireFound(probe, "{\"end_date\":\"2023-03-06T09:59:59Z\"," + within + "}", day);
    }

    private static void badDates(Probe probe) throws IOException {
        requireRefused(probe, "start_date", "yesterday");
        requireRefused(probe, "end_date", "2023-02-30");
    }

    private static void requireRefused(Probe probe, String name, String value) throws IOException {
        Answer answer =
                probe.query("{\"queries\":[{\"query\":\"heron\",\"filter\":{\"" + name + "\":\"" + value + "\"}}]}");
        answer.is(422).meets(answer.text().contains(name));
    }

    private static void createdAt(Probe probe) throws IOException {
        String date = "2023-03-05T10:00:00.5+01:00";
        probe.store(probe.own("a"), "A heron waits.", "{\"created_at\":\"" + date + "\"}");
        Answer found = probe.findDocument(probe.own("a"));
        found.meets(found.at("/results/0/results/0/metadata/created_at").equals(date));
        Answer stored = probe.upsert("{\"documents\":[{\"id\":\"" + probe.own("b")
                + "\",\"text\":\"A heron wades.\",\"metadata\":{\"created_at\":\"last week\"}}]}");
        if (stored.status() != 422) {
            stored.is(200);
            Answer text = probe.findDocument(probe.own("b"));
            text.meets(text.at("/results/0/results/0/metadata/created_at").equals("last week"));
        }
    }

    private static void urlAndCreatedAt(Probe probe) throws IOException {
        String within = ",\"source_id\":\"" + probe.own("s") + "\"}";
        String url = "http://example.com/" + probe.own("a");
        probe.store(
                probe.own("a"), "A heron waits.", "{\"url\":\"" + url + "\",\"created_at\":\"2023-03-05\"" + within);
        probe.store(probe.own("b"), "A heron wades.", "{\"url\":\"http://example.com/b\"" + within);
        for (String condition : List.of("\"url\":\"" + url + "\"", "\"created_at\":\"2023-03-05\"")) {
            Answer answer = probe.query("{\"queries\":[{\"query\":\"heron\",\"filter\":{" + condition + within + "}]}");
            answer.meets(answer.status() == 422
                    || (answer.status() == 200 && answer.found().equals(List.of(probe.own("a")))));
        }
    }

    /** The original takes the filter below for one without a condition, and that for everything. */
    private static void unknownMemberOfADeletion(Probe probe) throws IOException {
        probe.require(Permission.DELETE_EVERYTHING);
        String id = probe.own("d");
        probe.store(id, "A heron waits.");
        for (String filter :
                List.of("{\"heron\":\"x\"}", "{\"url\":\"http://example.com/" + probe.own("none") + "\"}")) {
            probe.delete("{\"filter\":" + filter + "}");
            Answer found = probe.findDocument(id);
            found.meets(found.found().equals(List.of(id)));
        }
    }
}
