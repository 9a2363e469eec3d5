package io.exportcomments.update.webhook.internal;

import java.time.Duration;

/** Checks a setting against its range, and says both if it is outside. */
public final class SettingRange {
    private SettingRange() {}

    /** The value, if it is from 1 to the given one. */
    public static int check(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("The " + name + " must be 1 to " + most + ": " + value);
        }
        return value;
    }

    /** The value, if it is within the range. */
    public static Duration check(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("The " + name + " must be " + least + " to " + most + ": " + value);
        }
        return value;
    }
}
