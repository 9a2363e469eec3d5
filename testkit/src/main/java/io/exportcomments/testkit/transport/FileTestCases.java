package io.exportcomments.testkit.transport;

import io.exportcomments.port.FileRange;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.TransportProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What tests of files share. */
abstract class FileTestCases extends TransportCases {
    static final byte[] ABC = "abcdefghij".getBytes(StandardCharsets.US_ASCII);

    FileTestCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    CompletableFuture<RemoteFile> open(FileRange range) {
        return jobs().open(link(), range);
    }

    URI link() {
        return server.url().resolve("/exports/x.json?v=1");
    }
}
