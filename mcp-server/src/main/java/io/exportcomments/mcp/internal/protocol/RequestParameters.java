package io.exportcomments.mcp.internal.protocol;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of requests. The SDK takes it for granted that they are there, and objects where objects belong. */
final class RequestParameters {
    private RequestParameters() {}

    /** Whether a request has what its method can't do without. */
    static boolean fit(JSONRPCRequest request) {
        return switch (request.method()) {
            case McpSchema.METHOD_INITIALIZE -> request.params() instanceof Map;
            case McpSchema.METHOD_TOOLS_CALL ->
                request.params() instanceof Map<?, ?> fields
                        && fields.get("name") instanceof String
                        && isObject(fields.get("arguments"))
                        && isObject(fields.get("_meta"));
            case McpSchema.METHOD_RESOURCES_READ ->
                request.params() instanceof Map<?, ?> fields
                        && fields.get("uri") instanceof String
                        && isObject(fields.get("_meta"));
            case McpSchema.METHOD_LOGGING_SET_LEVEL ->
                request.params() instanceof Map<?, ?> fields && fields.get("level") instanceof String;
            default -> true;
        };
    }

    private static boolean isObject(@Nullable Object field) {
        return field == null || field instanceof Map;
    }
}
