package io.exportcomments.integration.realtime;

import io.exportcomments.mock.time.MockClock;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** The mock, at ten times the speed, as it waits for ten seconds. */
@Tag("jdk-independent")
class MockPatienceInteropTest extends RealtimePatienceContract {
    @Override
    RealtimeServer start(Path folder) {
        return new MockedServer(MockClock.faster(10)).connectionLimit(PLACES);
    }
}
