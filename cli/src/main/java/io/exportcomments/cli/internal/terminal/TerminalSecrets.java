package io.exportcomments.cli.internal.terminal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hides secrets in what is printed. Thread-safe. */
final class TerminalSecrets {
    private static final int SHORTEST_SECRET = 6;
    /** Fewer characters of a secret tell nothing, and may be a word. */
    private static final int TELLING = 8;

    private static final String MASK = "***";

    private final List<String> secrets = new CopyOnWriteArrayList<>();

    void add(String secret) {
        if (secret.length() >= SHORTEST_SECRET) {
            secrets.add(secret);
        }
    }

    /** The text without the secrets. */
    String hide(String text) {
        String shown = text;
        for (String secret : secrets) {
            shown = shown.replace(secret, MASK);
        }
        return shown;
    }

    /** The text without the secrets, and without pieces of them, as of words that were cut before they came here. */
    String hidePieces(String text) {
        String shown = hide(text);
        for (String secret : secrets) {
            shown = withoutPieces(shown, secret);
        }
        return shown;
    }

    private static String withoutPieces(String text, String secret) {
        StringBuilder shown = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int piece = longestPiece(text, at, secret);
            if (piece == 0) {
                shown.append(text.charAt(at++));
            } else {
                shown.append(MASK);
                at += piece;
            }
        }
        return shown.toString();
    }

    /** How many characters from there on stand in the secret in that order; 0 if they are too few to tell anything. */
    private static int longestPiece(String text, int at, String secret) {
        int longest = 0;
        for (int from = 0; from + TELLING <= secret.length(); from++) {
            int length = 0;
            while (at + length < text.length()
                    && from + length < secret.length()
                    && text.charAt(at + length) == secret.charAt(from + length)) {
                length++;
            }
            longest = Math.max(longest, length);
        }
        return longest < TELLING ? 0 : longest;
    }
}
