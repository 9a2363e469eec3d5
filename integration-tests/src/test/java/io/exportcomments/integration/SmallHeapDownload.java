package io.exportcomments.integration;

import io.exportcomments.ExportComments;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.transport.vertx.VertxTransport;
import java.net.URI;
import java.nio.file.Path;

/** A program that downloads a result, to be run with a small heap: transport, base URL, target. */
final class SmallHeapDownload {
    private SmallHeapDownload() {}

    public static void main(String[] arguments) {
        TransportProvider transport =
                arguments[0].equals("vertx") ? VertxTransport.create() : RetrofitTransport.create();
        try (ExportComments client = ExportComments.builder()
                .token("S3cr3t".repeat(20))
                .baseUrl(URI.create(arguments[1]))
                .transport(transport)
                .build()) {
            long begun = System.nanoTime();
            client.download(client.get(JobGuid.of(CannedServer.GUID)), ResultFormat.JSON, Path.of(arguments[2]));
            System.out.println("downloaded in " + (System.nanoTime() - begun) / 1_000_000 + " ms with "
                    + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB of heap");
        }
    }
}
