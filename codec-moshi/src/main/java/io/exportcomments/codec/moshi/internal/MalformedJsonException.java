package io.exportcomments.codec.moshi.internal;

import java.io.IOException;

/** The document can't be read. The message says why, without showing any value. */
final class MalformedJsonException extends IOException {
    MalformedJsonException(String why) {
        super(why);
    }
}
