package io.exportcomments.codec.moshi;

import java.io.IOException;

/** The bytes are JSON of a kind that is not taken: the message says why, and shows nothing of the values. */
final class MalformedException extends IOException {
    MalformedException(String why) {
        super(why);
    }
}
