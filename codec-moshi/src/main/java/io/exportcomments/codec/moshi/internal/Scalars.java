package io.exportcomments.codec.moshi.internal;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON values leniently: numbers may be text, and booleans 0 and 1. The result is null if the value makes no
 * sense.
 */
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

    /** The number in a text; null if it is not a number, or too large to calculate with cheaply. */
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

    /** A boolean, from a boolean, 0 or 1, or a text of these. */
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
