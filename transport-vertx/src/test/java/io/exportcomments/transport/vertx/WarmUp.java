package io.exportcomments.transport.vertx;

import io.exportcomments.job.JobGuid;
import io.exportcomments.port.ApiToken;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.testkit.transport.Reply;
import io.exportcomments.testkit.transport.ScriptedServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Loads what the first call loads: in a fresh JVM that alone takes an event loop longer than a test allows. */
final class WarmUp {
    private WarmUp() {}

    static void run() {
        try (ScriptedServer server = ScriptedServer.start();
                Transport transport = VertxTransport.create().open(settings(server.url()))) {
            server.reply(Reply.bytes(200, "[]".getBytes(StandardCharsets.UTF_8)));
            transport.jobs().list(1, 1).join();
            CompletableFuture<RemoteFile> file =
                    transport.jobs().open(server.url().resolve("/x"), FileRange.WHOLE);
            file.thenAccept(WarmUp::close).join();
            URI secure = URI.create("https://127.0.0.1:" + server.url().getPort());
            noAnswer(secure);
            noAnswer(URI.create("http://no-such-host.invalid"));
        }
    }

    private static void noAnswer(URI url) {
        try (Transport tls = VertxTransport.create().open(settings(url))) {
            tls.jobs().get(JobGuid.of("x")).handle((job, noTls) -> "over").join();
        }
    }

    private static void close(RemoteFile file) {
        try {
            file.close();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static TransportSettings settings(URI baseUrl) {
        return new TransportSettings(baseUrl, ApiToken.of("S3cr3t".repeat(20)), Timeouts.DEFAULT, "warm-up/1");
    }
}
