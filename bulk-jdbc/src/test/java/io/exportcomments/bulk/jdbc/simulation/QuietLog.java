package io.exportcomments.bulk.jdbc.simulation;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps the library's log out of the output of tests whose troubles it would tell of by the hundred. */
final class QuietLog implements BeforeEachCallback, AfterEachCallback {
    private static final Logger LOG = Logger.getLogger("io.exportcomments");

    @Override
    public void beforeEach(ExtensionContext context) {
        LOG.setLevel(Level.OFF);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        LOG.setLevel(null);
    }
}
