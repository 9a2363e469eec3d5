package io.exportcomments.integration.realtime;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** Centrifugo itself. */
@Tag("jdk-independent")
class CentrifugoRulesInteropTest extends RealtimeRulesContract {
    @Override
    RealtimeServer start(Path folder) {
        return ServerProcess.start("centrifugo", folder);
    }
}
