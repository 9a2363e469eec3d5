package io.exportcomments.integration.realtime;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** The mock. */
@Tag("jdk-independent")
class MockInteropTest extends RealtimeInteropContract {
    @Override
    RealtimeServer start(Path folder) {
        return new MockedServer();
    }
}
