package io.exportcomments.integration.realtime;

import java.nio.file.Path;

/** The mock. */
class MockUpdatesInteropTest extends UpdatesInteropContract {
    @Override
    RealtimeServer start(Path folder) {
        return new MockedServer();
    }
}
