package io.exportcomments.integration.realtime;

import java.nio.file.Path;

/** The mock. */
class MockRulesInteropTest extends RealtimeRulesContract {
    @Override
    RealtimeServer start(Path folder) {
        return new MockedServer();
    }
}
