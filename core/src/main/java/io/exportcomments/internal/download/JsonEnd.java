package io.exportcomments.internal.download;

/**
 * Whether all brackets of a JSON file are closed, so that it does not break off behind a row or a list in one. For one
 * thread at a time.
 */
final class JsonEnd {
    private long open;
    private boolean inText;
    private boolean escaped;

    /** Forgets what was taken in: the file begins anew. */
    void restart() {
        open = 0;
        inText = false;
        escaped = false;
    }

    /** Takes in the next bytes of the file. */
    void take(byte[] bytes, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            if (inText) {
                takeText(bytes[i]);
            } else {
                switch (bytes[i]) {
                    case '"' -> inText = true;
                    case '[', '{' -> open++;
                    case ']', '}' -> open--;
                    default -> {}
                }
            }
        }
    }

    private void takeText(byte next) {
        if (escaped) {
            escaped = false;
        } else if (next == '\\') {
            escaped = true;
        } else if (next == '"') {
            inText = false;
        }
    }

    /** Whether what was taken in so far may be all of it. */
    boolean isThere() {
        return open == 0 && !inText;
    }
}
