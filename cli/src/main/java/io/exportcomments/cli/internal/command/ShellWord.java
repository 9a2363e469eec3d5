package io.exportcomments.cli.internal.command;

/** A word as a shell has to be given it, for commands that can be copied. */
final class ShellWord {
    private ShellWord() {}

    static String of(String word) {
        return word.matches("[A-Za-z0-9_./:~+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
