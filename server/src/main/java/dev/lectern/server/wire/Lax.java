package dev.lectern.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns JSON values into the type that is expected as generously as the original does: numbers become text, text becomes numbers.
 *
 * @see <a href="https://docs.pydantic.dev/1.10/usage/types/">pydantic 1.10, field types</a>
 */
final class Lax {

    private static final Set<String> TRUE = Set.of("1", "on", "t", "true", "y", "yes");
    private static final Set<String> FALSE = Set.of("0", "off", "f", "false", "n", "no");

    /** Python's {@code int("...")}: a sign, digits, single underscores between them. */
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+(?:_\\d+)*");

    /** No index of ours has more digits, and parsing takes time that grows with their square. */
    private static final int MAX_DIGITS = 18;

    private Lax() {}

    /** Returns a text, a number or a truth value as text; empty for anything else. */
    static Optional<String> text(JsonNode value) {
        if (value.isTextual()) {
            return Optional.of(value.textValue());
        } else if (value.isIntegralNumber()) {
            return Optional.of(value.asText());
        } else if (value.isNumber()) {
            return Optional.of(decimal(value.decimalValue()));
        } else if (value.isBoolean()) {
            return Optional.of(value.booleanValue() ? "True" : "False");
        }
        return Optional.empty();
    }

    /** Writes a decimal as Python does: always with a point or an exponent, which starts at 1e16 and 1e-5. */
    private static String decimal(BigDecimal exact) {
        double value = exact.doubleValue();
        if (!Double.isFinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        double size = Math.abs(value);
        if (size != 0 && (size >= 1e16 || size < 1e-4)) {
            String text = Double.toString(value).replace(".0E", "E").toLowerCase(Locale.ROOT);
            return text.replaceFirst("e(\\d)", "e+$1").replaceFirst("e([+-])(\\d)$", "e$10$2");
        }
        String plain = new BigDecimal(Double.toString(value)).toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    /** Returns a whole number, a decimal without its fraction, a truth value as 1 or 0, or a text of digits; empty for anything else. */
    static Optional<BigInteger> whole(JsonNode value) {
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            return Math.abs((long) number.precision() - number.scale()) > MAX_DIGITS
                    ? Optional.of(BigInteger.valueOf(number.signum() * Long.MAX_VALUE))
                    : Optional.of(number.toBigInteger());
        } else if (value.isBoolean()) {
            return Optional.of(value.booleanValue() ? BigInteger.ONE : BigInteger.ZERO);
        } else if (value.isTextual()) {
            String text = value.textValue().strip();
            return text.length() <= MAX_DIGITS && WHOLE.matcher(text).matches()
                    ? Optional.of(new BigInteger(text.replace("_", "").replace("+", "")))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    /** Returns a truth value, 1 or 0, or one of the words for them; empty for anything else. */
    static Optional<Boolean> bool(JsonNode value) {
        String word =
                value.isNumber() ? value.decimalValue().stripTrailingZeros().toPlainString() : value.asText("");
        word = word.toLowerCase(Locale.ROOT);
        if (value.isContainerNode() || value.isNull()) {
            return Optional.empty();
        }
        return TRUE.contains(word) ? Optional.of(true) : FALSE.contains(word) ? Optional.of(false) : Optional.empty();
    }
}
