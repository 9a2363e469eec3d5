package io.exportcomments.quota.jdbc;

import java.sql.SQLException;

/** The database of the shared limits could not be used: nothing may be sent. */
public final class QuotaDatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** An error while doing something, such as {@code "ask for a turn"}. */
    public QuotaDatabaseException(String what, SQLException cause) {
        super("could not " + what + " in the database of the shared limits", cause);
    }
}
