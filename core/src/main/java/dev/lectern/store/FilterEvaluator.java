package dev.lectern.store;

import dev.lectern.document.MetadataValue;
import dev.lectern.document.MetadataValue.Decimal;
import dev.lectern.document.MetadataValue.Moment;
import dev.lectern.document.MetadataValue.Text;
import dev.lectern.document.MetadataValue.TextList;
import dev.lectern.document.MetadataValue.WholeNumber;
import dev.lectern.document.Node;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Says whether a node matches a {@link Filter}: the oracle that every store agrees with.
 *
 * <p>A condition on a missing key is false. Values of different kinds are never equal and never greater or less, with one exception:
 * whole numbers and decimals compare by their exact value. {@link Filter.Not} is plain negation of what its part says.
 *
 * <p>Stateless, thread-safe.
 */
public final class FilterEvaluator {

    private FilterEvaluator() {}

    /** Tells whether a node matches. Cost: one look-up per condition. */
    public static boolean matches(Filter filter, Node node) {
        if (filter instanceof Filter.Comparison comparison) {
            return value(node, comparison.key())
                    .filter(value -> matches(comparison, value))
                    .isPresent();
        } else if (filter instanceof Filter.In in) {
            return value(node, in.key())
                    .filter(value -> in.values().stream().anyMatch(wanted -> equal(value, wanted)))
                    .isPresent();
        } else if (filter instanceof Filter.Exists exists) {
            return value(node, exists.key()).isPresent();
        } else if (filter instanceof Filter.And and) {
            return and.parts().stream().allMatch(part -> matches(part, node));
        } else if (filter instanceof Filter.Or or) {
            return or.parts().stream().anyMatch(part -> matches(part, node));
        }
        return !matches(((Filter.Not) filter).part(), node);
    }

    private static Optional<MetadataValue> value(Node node, String key) {
        return key.equals(Filter.DOCUMENT_ID)
                ? Optional.of(new Text(node.documentId()))
                : node.metadata().get(key);
    }

    /** Tells whether a comparison is true of a value that its key has; for stores that look at each different value once. */
    public static boolean matches(Filter.Comparison comparison, MetadataValue value) {
        MetadataValue wanted = comparison.value();
        return switch (comparison.operator()) {
            case EQ -> equal(value, wanted);
            case CONTAINS -> holds(value, wanted);
            case GT -> order(value, wanted).orElse(0) > 0;
            case LT -> order(value, wanted).orElse(0) < 0;
            case GTE -> order(value, wanted).orElse(-1) >= 0;
            case LTE -> order(value, wanted).orElse(1) <= 0;
        };
    }

    /** Tells whether two values are equal to a filter: the same kind and value, or two numbers of the same exact value. */
    public static boolean equal(MetadataValue value, MetadataValue wanted) {
        if (isNumber(value) && isNumber(wanted)) {
            return exact(value).compareTo(exact(wanted)) == 0;
        }
        return value.equals(wanted);
    }

    private static boolean holds(MetadataValue value, MetadataValue wanted) {
        if (!(wanted instanceof Text part)) {
            return false;
        }
        if (value instanceof TextList list) {
            return list.value().contains(part.value());
        }
        return value instanceof Text text && text.value().contains(part.value());
    }

    /** Orders two values of one kind; empty where the kinds have no order between them. */
    private static OptionalInt order(MetadataValue value, MetadataValue wanted) {
        if (isNumber(value) && isNumber(wanted)) {
            return OptionalInt.of(exact(value).compareTo(exact(wanted)));
        } else if (value instanceof Moment own && wanted instanceof Moment other) {
            return OptionalInt.of(own.value().compareTo(other.value()));
        } else if (value instanceof Text own && wanted instanceof Text other) {
            return OptionalInt.of(byCodePoint(own.value(), other.value()));
        }
        return OptionalInt.empty();
    }

    private static boolean isNumber(MetadataValue value) {
        return value instanceof WholeNumber || value instanceof Decimal;
    }

    private static BigDecimal exact(MetadataValue number) {
        return number instanceof WholeNumber whole
                ? BigDecimal.valueOf(whole.number())
                : new BigDecimal(((Decimal) number).number());
    }

    private static int byCodePoint(String own, String other) {
        int length = Math.min(own.length(), other.length());
        for (int i = 0; i < length; ) {
            int a = own.codePointAt(i);
            int b = other.codePointAt(i);
            if (a != b) {
                return Integer.compare(a, b);
            }
            i += Character.charCount(a);
        }
        return Integer.compare(own.length(), other.length());
    }
}
