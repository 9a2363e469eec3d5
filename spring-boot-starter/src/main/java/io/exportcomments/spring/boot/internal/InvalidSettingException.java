package io.exportcomments.spring.boot.internal;

import java.util.function.Supplier;

/** A property has a value that can't be used. The message names the property. */
public final class InvalidSettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public InvalidSettingException(String message) {
        super(message);
    }

    /**
     * What a property's value makes.
     *
     * @throws InvalidSettingException if the value is out of its range; says what the range is
     */
    public static <T> T naming(String property, Supplier<T> use) {
        try {
            return use.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("The property " + property + " can't be used. " + e.getMessage());
        }
    }
}
