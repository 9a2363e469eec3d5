package io.exportcomments.mcp;

import io.exportcomments.ExportComments;
import io.exportcomments.mcp.internal.protocol.HttpSessions;
import io.exportcomments.mcp.internal.protocol.MessageJson;
import io.exportcomments.mcp.internal.protocol.SecretMask;
import io.exportcomments.mcp.internal.protocol.StreamSessions;
import io.exportcomments.mcp.internal.tool.AllowedFolders;
import io.modelcontextprotocol.server.McpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What assistants can do with a client, by the Model Context Protocol (MCP): create, follow, list, retry and stop jobs,
 * read rows of their results a few at a time, and download files.
 *
 * <p>A call that its client cancels is cancelled down to the exchange with the service. Errors are told in words, with
 * what to do next. How much an assistant may ask for is the client's matter: build it with the policies of the
 * account's plan. Immutable and thread-safe; the client stays its maker's, and is closed after the connections.
 */
public final class ToolServer {
    /** How many characters a {@linkplain Builder#secret secret} has at least. */
    public static final int SHORTEST_SECRET = 6;

    private final ExportComments client;
    private final boolean readOnly;
    private final AllowedFolders folders;
    private final SecretMask mask;
    private final String version;

    private ToolServer(Builder builder) {
        client = builder.client;
        readOnly = builder.readOnly;
        folders = new AllowedFolders(builder.folders);
        mask = new SecretMask(builder.secrets);
        version = builder.version;
    }

    /** A builder with the defaults: all tools but that which writes files. */
    public static Builder builder(ExportComments client) {
        return new Builder(client);
    }

    /**
     * Serves one client over two streams, such as standard input and output, until the input ends or the connection is
     * closed. Nothing but the protocol is written. The streams stay open.
     *
     * @return the connection, which the caller closes
     */
    public StreamConnection serve(InputStream input, OutputStream output) {
        MessageJson json = new MessageJson(mask);
        StreamSessions sessions = new StreamSessions(
                json, Objects.requireNonNull(input, "input"), Objects.requireNonNull(output, "output"));
        ServerParts parts = new ServerParts(client, readOnly, folders, json);
        parts.describe(McpServer.async(sessions), true, version);
        sessions.start();
        return new StreamConnection(sessions, parts);
    }

    /**
     * Serves any number of clients over streamable HTTP, at an address that only this machine reaches. Requests of web
     * pages are refused unless the page is this machine's own. There is no authentication: whoever has an account on
     * this machine can use the client's.
     *
     * @param port the port; 0 for any free one
     * @return the endpoint, which the caller closes
     * @throws IOException if the port can't be had
     */
    public HttpEndpoint listen(int port) throws IOException {
        MessageJson json = new MessageJson(mask);
        HttpSessions sessions = new HttpSessions(json, port);
        ServerParts parts = new ServerParts(client, readOnly, folders, json);
        parts.describe(McpServer.async(sessions), false, version);
        sessions.start();
        return new HttpEndpoint(sessions, parts);
    }

    /** Says what an assistant may do. Not thread-safe. */
    public static final class Builder {
        private final ExportComments client;
        private final List<Path> folders = new ArrayList<>();
        private final List<String> secrets = new ArrayList<>();
        private boolean readOnly;
        private String version = "0";

        private Builder(ExportComments client) {
            this.client = Objects.requireNonNull(client, "client");
        }

        /** Leaves out the tools that use the plan's exports or end a job: creating, retrying and stopping. */
        public Builder readOnly(boolean wanted) {
            readOnly = wanted;
            return this;
        }

        /**
         * Allows an assistant to download results into a folder and those below it. Without one there is no tool for
         * downloads. Names without a path go to the first.
         *
         * @throws IOException if it is no folder that can be read
         */
        public Builder allowFolder(Path folder) throws IOException {
            Path real = folder.toRealPath();
            if (!Files.isDirectory(real)) {
                throw new NotDirectoryException(folder.toString());
            }
            folders.add(real);
            return this;
        }

        /**
         * Hides a text, such as the account's token, in all that is sent to assistants, wherever it comes from.
         *
         * @throws IllegalArgumentException if it has fewer than 6 characters
         */
        public Builder secret(String secret) {
            SecretMask.check(secret);
            secrets.add(secret);
            return this;
        }

        /** The version that the server says it has. */
        public Builder version(String text) {
            version = Objects.requireNonNull(text, "version");
            return this;
        }

        /** The server; nothing is served yet. */
        public ToolServer build() {
            return new ToolServer(this);
        }
    }
}
