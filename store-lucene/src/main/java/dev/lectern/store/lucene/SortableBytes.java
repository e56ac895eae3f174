package dev.lectern.store.lucene;

import dev.lectern.document.MetadataValue;
import dev.lectern.document.MetadataValue.Decimal;
import dev.lectern.document.MetadataValue.WholeNumber;
import java.math.BigDecimal;
import java.time.Instant;
import org.apache.lucene.util.NumericUtils;

/**
 * Numbers and instants as bytes that sort as the values do and are equal only if those are.
 *
 * <p>A number is the nearest {@code double} in 8 bytes and how far it lies above that in 2: rounding to the nearest keeps the order, and
 * where two numbers round to the same double, the rest decides. So whole numbers and decimals compare by their exact value.
 */
final class SortableBytes {

    static final int NUMBER_BYTES = Double.BYTES + Short.BYTES;
    static final int INSTANT_BYTES = Long.BYTES + Integer.BYTES;

    private SortableBytes() {}

    static boolean isNumber(MetadataValue value) {
        return value instanceof WholeNumber || value instanceof Decimal;
    }

    static byte[] of(MetadataValue number) {
        double nearest = number instanceof WholeNumber whole ? whole.number() : ((Decimal) number).number();
        int rest = number instanceof WholeNumber whole
                ? BigDecimal.valueOf(whole.number())
                        .subtract(new BigDecimal(nearest))
                        .intValueExact()
                : 0;
        byte[] bytes = new byte[NUMBER_BYTES];
        double zeroWithoutSign = nearest == 0 ? 0 : nearest;
        NumericUtils.longToSortableBytes(NumericUtils.doubleToSortableLong(zeroWithoutSign), bytes, 0);
        int positive = rest + 0x8000;
        bytes[Double.BYTES] = (byte) (positive >> 8);
        bytes[Double.BYTES + 1] = (byte) positive;
        return bytes;
    }

    static byte[] of(Instant instant) {
        byte[] bytes = new byte[INSTANT_BYTES];
        NumericUtils.longToSortableBytes(instant.getEpochSecond(), bytes, 0);
        NumericUtils.intToSortableBytes(instant.getNano(), bytes, Long.BYTES);
        return bytes;
    }

    /** Returns the bytes that come right after; those given are not the last ones. */
    static byte[] after(byte[] bytes) {
        byte[] next = bytes.clone();
        int i = next.length - 1;
        while (++next[i] == 0) {
            i--;
        }
        return next;
    }

    /** Returns the bytes that come right before; those given are not the first ones. */
    static byte[] before(byte[] bytes) {
        byte[] previous = bytes.clone();
        int i = previous.length - 1;
        while (previous[i]-- == 0) {
            i--;
        }
        return previous;
    }
}
