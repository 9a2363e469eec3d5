package io.exportcomments.mcp.internal.protocol;

import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import java.util.Map;

/** Takes every schema as it is: arguments are checked by the tools, whose errors say more. */
public final class SchemasAsWritten implements JsonSchemaValidator {
    @Override
    public ValidationResponse validate(Map<String, Object> schema, Object structuredContent) {
        return ValidationResponse.asValid("");
    }

    @Override
    public ValidationResponse validateSchema(Map<String, Object> schema) {
        return ValidationResponse.asValid("");
    }
}
