package io.exportcomments.codec.moshi;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads plain JSON values leniently: the service's clients meet numbers as text, and booleans as 0 and 1. Null is "can't be". */
final class Scalars {
    private static final int LONGEST = 40;
    private static final int LARGEST_EXPONENT = 40;

    private Scalars() {}

    /** A whole number that fits a long, from a number or a text. */
    static @Nullable Long wholeNumber(@Nullable Object value) {
        if (value instanceof Long number) {
            return number;
        }
        BigDecimal decimal = decimal(value);
        if (decimal == null
                || decimal.precision() - (long) decimal.scale() > 19
                || decimal.scale() > LARGEST_EXPONENT) {
            return null;
        }
        try {
            return decimal.longValueExact();
        } catch (ArithmeticException notWhole) {
            return null;
        }
    }

    /** A whole number that fits an int, from a number or a text. */
    static @Nullable Integer smallNumber(@Nullable Object value) {
        Long number = wholeNumber(value);
        return number == null || number.intValue() != number ? null : (Integer) number.intValue();
    }

    /** A number, from a number or a text. */
    static @Nullable BigDecimal decimal(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        return value instanceof String text ? decimal(text.strip(), LONGEST, LARGEST_EXPONENT) : null;
    }

    /** The number that a text is, if it is one, and not one that would cost much to reckon with. */
    static @Nullable BigDecimal decimal(String text, int longest, int largestExponent) {
        if (text.isEmpty() || text.length() > longest) {
            return null;
        }
        try {
            BigDecimal decimal = new BigDecimal(text);
            return Math.abs((long) decimal.scale()) > largestExponent ? null : decimal;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** Yes or no, from a boolean, 0 or 1, or a text of these. */
    static @Nullable Boolean yesOrNo(@Nullable Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        if (value instanceof Long || value instanceof String) {
            return switch (value.toString()) {
                case "1", "true" -> Boolean.TRUE;
                case "0", "false" -> Boolean.FALSE;
                default -> null;
            };
        }
        return null;
    }
}
