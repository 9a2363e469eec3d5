package io.exportcomments.codec.moshi.internal;

import java.io.IOException;

/** The document can't be read. The message says why, without showing any value. */
final class MalformedJsonException extends IOException {
    private final boolean inEntry;

    MalformedJsonException(String why) {
        this(why, false);
    }

    private MalformedJsonException(String why, boolean inEntry) {
        super(why);
        this.inEntry = inEntry;
    }

    /** The same of an entry of a list, counted from 1. */
    MalformedJsonException inEntry(int number) {
        return new MalformedJsonException("entry " + number + " of the list: " + getMessage(), true);
    }

    /** Whether it says which entry of a list is wrong, so that the others need not be looked through. */
    boolean isInEntry() {
        return inEntry;
    }
}
