package io.exportcomments.mcp.internal.protocol;

import io.modelcontextprotocol.spec.ProtocolVersions;
import java.util.List;

/** Names that the protocol gives to things. */
final class ProtocolNames {
    /** The versions that are spoken here, the newest last. */
    static final List<String> VERSIONS = List.of(
            ProtocolVersions.MCP_2024_11_05,
            ProtocolVersions.MCP_2025_03_26,
            ProtocolVersions.MCP_2025_06_18,
            ProtocolVersions.MCP_2025_11_25);

    /** The one place where messages are posted. */
    static final String PATH = "/mcp";

    private ProtocolNames() {}
}
