package io.exportcomments.testkit.transport;

import io.exportcomments.port.FileRange;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.TransportProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

/** What tests of redirects share: another origin. */
abstract class RedirectTestCases extends TransportCases {
    static final byte[] FILE = "[]".getBytes(StandardCharsets.UTF_8);

    final ScriptedServer elsewhere = ScriptedServer.start();

    RedirectTestCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @AfterEach
    void closeElsewhere() {
        elsewhere.close();
    }

    CompletableFuture<RemoteFile> file() {
        return jobs().open(link(), FileRange.WHOLE);
    }

    URI link() {
        return server.url().resolve("/exports/x.json");
    }

    static Reply redirect(int status, String location) {
        return Reply.bytes(status, "<html>moved</html>".getBytes(StandardCharsets.UTF_8), "Location: " + location);
    }
}
