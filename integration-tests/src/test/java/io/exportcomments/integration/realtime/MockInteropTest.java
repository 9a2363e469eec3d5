package io.exportcomments.integration.realtime;

import java.nio.file.Path;

/** The mock. */
class MockInteropTest extends RealtimeInteropContract {
    @Override
    RealtimeServer start(Path folder) {
        return new MockedServer();
    }
}
