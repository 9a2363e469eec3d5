/** An MCP server, so that assistants can export comments. */
module io.exportcomments.mcp {
    requires transitive io.exportcomments.core;
    requires io.modelcontextprotocol.sdk.mcp.core;
    requires io.modelcontextprotocol.sdk.mcp.json.jackson3;
    requires jdk.httpserver;
    requires org.reactivestreams;
    requires reactor.core;
    requires static org.jspecify;

    exports io.exportcomments.mcp;
}
