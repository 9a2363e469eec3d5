package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.terminal.Terminal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The secrets on a command line and in the environment. They are hidden before anything is read, as an error about the
 * command line may quote what was typed in the wrong place.
 */
final class TypedSecrets {
    private static final List<String> VARIABLES = List.of(ServiceOptions.TOKEN_VARIABLE, SecretOption.VARIABLE);
    private static final List<String> OPTIONS = List.of("--token", "--secret", "--webhook-secret");
    private static final String COOKIE = "--cookie";
    private static final String DATABASE_URL = "jdbc:";

    private TypedSecrets() {}

    static void hide(Terminal terminal, String... arguments) {
        VARIABLES.forEach(name -> hide(terminal, terminal.variable(name)));
        for (int i = 0; i < arguments.length; i++) {
            String next = i + 1 < arguments.length ? arguments[i + 1] : null;
            for (String option : OPTIONS) {
                hide(terminal, value(option, arguments[i], next));
            }
            hideCookie(terminal, value(COOKIE, arguments[i], next));
            if (arguments[i].contains(DATABASE_URL)) {
                DatabaseAddress.hidePasswords(terminal, arguments[i]);
            }
        }
    }

    /** The value of an option that may be here; null if it is not. */
    private static @Nullable String value(String option, String argument, @Nullable String next) {
        if (argument.equals(option)) {
            // An option in place of the value is none.
            return next == null || next.startsWith("--") ? null : next;
        }
        return argument.startsWith(option + "=") ? argument.substring(option.length() + 1) : null;
    }

    private static void hideCookie(Terminal terminal, @Nullable String cookie) {
        if (cookie != null) {
            hide(terminal, cookie.substring(cookie.indexOf('=') + 1));
        }
    }

    private static void hide(Terminal terminal, @Nullable String secret) {
        if (secret != null && !secret.isBlank()) {
            terminal.hide(secret.strip());
        }
    }
}
