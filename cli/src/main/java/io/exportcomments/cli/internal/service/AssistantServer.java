package io.exportcomments.cli.internal.service;

import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.mcp.HttpEndpoint;
import io.exportcomments.mcp.StreamConnection;
import io.exportcomments.mcp.ToolServer;
import io.exportcomments.port.ApiToken;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The MCP server of the command, over standard input and output or HTTP. */
public final class AssistantServer implements AutoCloseable {
    private final @Nullable StreamConnection streams;
    private final @Nullable HttpEndpoint endpoint;
    private final CountDownLatch closed = new CountDownLatch(1);

    private AssistantServer(@Nullable StreamConnection streams, @Nullable HttpEndpoint endpoint) {
        this.streams = streams;
        this.endpoint = endpoint;
    }

    /**
     * Begins to serve.
     *
     * @param token hidden in all that is sent; null if there is none
     * @param port for HTTP; null for standard input and output
     * @throws UsageException if the port or a folder can't be used
     */
    public static AssistantServer open(
            ServiceConnection connection,
            @Nullable ApiToken token,
            String version,
            boolean readOnly,
            List<Path> folders,
            @Nullable Integer port,
            OutputStream output) {
        ToolServer server = server(connection, token, version, readOnly, folders);
        if (port == null) {
            return new AssistantServer(server.serve(System.in, output), null);
        }
        try {
            return new AssistantServer(null, server.listen(port));
        } catch (IOException e) {
            throw new UsageException("cannot listen on port " + port + ": " + e.getMessage()
                    + "; choose another with --http, or use --http 0 for any free port");
        }
    }

    private static ToolServer server(
            ServiceConnection connection,
            @Nullable ApiToken token,
            String version,
            boolean readOnly,
            List<Path> folders) {
        ToolServer.Builder server =
                ToolServer.builder(connection.client()).readOnly(readOnly).version(version);
        String secret = token == null ? "" : token.reveal();
        if (secret.length() >= ToolServer.SHORTEST_SECRET) {
            server.secret(secret);
        }
        for (Path folder : folders) {
            try {
                server.allowFolder(folder);
            } catch (IOException e) {
                throw new UsageException("--allow-dir " + folder + " can't be used: " + e.getMessage());
            }
        }
        return server.build();
    }

    /** For people: what it serves, and where. */
    public String description() {
        return endpoint != null
                ? "Serving MCP at " + endpoint.address() + "; press Ctrl-C to stop."
                : "Serving MCP over standard input and output.";
    }

    /** Waits until the input ends, or this is closed. */
    public void awaitEnd() throws InterruptedException {
        if (streams != null) {
            streams.awaitEnd();
        } else {
            closed.await();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        if (streams != null) {
            streams.close();
        }
        if (endpoint != null) {
            endpoint.close();
        }
    }
}
