package dev.lectern.store.retrieval.plugin;

import dev.lectern.document.MetadataKeys;
import dev.lectern.document.MetadataValue;
import dev.lectern.store.Filter;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a filter in the terms of the plugin API, or says which part of it the API cannot say. */
final class FilterTranslator {

    private static final String CAN = "The API can compare document_id, source, source_id and author for equality,"
            + " created_at by gte and lte, and join these by and.";

    private FilterTranslator() {}

    /**
     * Returns the same condition as a filter of the API; one without condition for an empty conjunction.
     *
     * @throws UnsupportedOperationException if the API cannot say it; message names the part
     */
    static PluginFilter translate(Filter filter) {
        return add(PluginFilter.none(), filter);
    }

    private static PluginFilter add(PluginFilter to, Filter filter) {
        if (filter instanceof Filter.And and) {
            PluginFilter all = to;
            for (Filter part : and.parts()) {
                all = add(all, part);
            }
            return all;
        } else if (filter instanceof Filter.Or or && or.parts().size() == 1) {
            return add(to, or.parts().get(0));
        } else if (filter instanceof Filter.In in && in.values().size() == 1) {
            return addEqual(to, in.key(), in.values().get(0), filter);
        } else if (filter instanceof Filter.Comparison comparison) {
            return switch (comparison.operator()) {
                case EQ -> addEqual(to, comparison.key(), comparison.value(), filter);
                case GTE, LTE -> addDate(to, comparison);
                case GT, LT, CONTAINS -> throw refused(filter);
            };
        }
        throw refused(filter);
    }

    private static PluginFilter addEqual(PluginFilter to, String key, MetadataValue value, Filter filter) {
        String text = value instanceof MetadataValue.Text plain ? plain.value() : "";
        if (text.isBlank()) {
            throw refused(filter);
        }
        return switch (key) {
            case Filter.DOCUMENT_ID -> to.withDocumentId(single(to.documentId(), text, filter));
            case MetadataKeys.SOURCE_ID -> to.withSourceId(single(to.sourceId(), text, filter));
            case MetadataKeys.AUTHOR -> to.withAuthor(single(to.author(), text, filter));
            case MetadataKeys.SOURCE -> {
                if (!RecordMapper.KNOWN_SOURCES.contains(text)) {
                    throw refused(filter);
                }
                yield to.withSource(single(to.source(), text, filter));
            }
            default -> throw refused(filter);
        };
    }

    /** Two conditions on one key can be said only where they are the same. */
    private static String single(@Nullable String there, String text, Filter filter) {
        if (there != null && !there.equals(text)) {
            throw refused(filter);
        }
        return text;
    }

    private static PluginFilter addDate(PluginFilter to, Filter.Comparison comparison) {
        Optional<Instant> date = comparison.value() instanceof MetadataValue.Moment moment
                ? PluginDates.write(moment.value()).map(written -> moment.value())
                : Optional.empty();
        if (!comparison.key().equals(MetadataKeys.CREATED_AT) || date.isEmpty()) {
            throw refused(comparison);
        }
        Instant limit = date.get();
        if (comparison.operator() == Filter.Operator.GTE) {
            return to.withStartDate(to.startDate() != null && to.startDate().isAfter(limit) ? to.startDate() : limit);
        }
        return to.withEndDate(to.endDate() != null && to.endDate().isBefore(limit) ? to.endDate() : limit);
    }

    private static UnsupportedOperationException refused(Filter filter) {
        return new UnsupportedOperationException(
                "Could not filter by " + described(filter) + ": the retrieval-plugin store lacks it. " + CAN);
    }

    private static String described(Filter filter) {
        if (filter instanceof Filter.Comparison comparison) {
            return comparison.key() + " " + comparison.operator() + " \"" + comparison.value() + "\"";
        } else if (filter instanceof Filter.In in) {
            return in.key() + " IN " + in.values();
        } else if (filter instanceof Filter.Exists exists) {
            return "EXISTS " + exists.key();
        } else if (filter instanceof Filter.Or or) {
            return "OR of " + or.parts().size() + " conditions";
        }
        return "NOT";
    }
}
