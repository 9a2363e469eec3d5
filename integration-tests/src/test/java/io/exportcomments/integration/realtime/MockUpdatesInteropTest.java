package io.exportcomments.integration.realtime;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** The mock. */
@Tag("jdk-independent")
class MockUpdatesInteropTest extends UpdatesInteropContract {
    @Override
    RealtimeServer start(Path folder) {
        return new MockedServer();
    }
}
