package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** Where a webhook's secret comes from: an option, or the environment. */
final class SecretOption {
    static final String VARIABLE = "EXPORTCOMMENTS_WEBHOOK_SECRET";

    private SecretOption() {}

    /** The secret, which is kept out of the terminal from now on. */
    static String resolve(@Nullable String typed, String option, Terminal terminal) {
        String secret = typed != null ? typed : terminal.variable(VARIABLE);
        if (secret == null || secret.isBlank()) {
            throw new UsageException("no webhook secret: set " + VARIABLE + " (or use " + option
                    + ") to the text both sides share, such as whsec_ followed by random letters");
        }
        if (secret.indexOf(CommandRunner.UNREADABLE) >= 0) {
            throw new UsageException(
                    "the webhook secret has characters that can't be read in this locale; " + CommandRunner.UTF_8_HINT);
        }
        terminal.hide(secret.strip());
        return secret.strip();
    }
}
