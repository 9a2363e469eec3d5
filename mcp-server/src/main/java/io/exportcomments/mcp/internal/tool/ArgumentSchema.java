package io.exportcomments.mcp.internal.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The JSON schema of a tool's arguments. Built once, and then only read. */
public final class ArgumentSchema {
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final List<String> required = new ArrayList<>();

    /** The guid of a job, which must be given. */
    ArgumentSchema guid() {
        return requiredText("guid", "The job's guid, as export_comments or list_jobs shows it.");
    }

    ArgumentSchema requiredText(String name, String description) {
        required.add(name);
        return text(name, description);
    }

    ArgumentSchema text(String name, String description) {
        return property(name, Map.of("type", "string", "description", description));
    }

    ArgumentSchema choice(String name, String description, List<String> values) {
        return property(name, Map.of("type", "string", "description", description, "enum", values));
    }

    ArgumentSchema flag(String name, String description) {
        return property(name, Map.of("type", "boolean", "description", description));
    }

    ArgumentSchema number(String name, String description, long min, long max) {
        return property(name, Map.of("type", "integer", "description", description, "minimum", min, "maximum", max));
    }

    ArgumentSchema texts(String name, String description) {
        return property(name, Map.of("type", "array", "description", description, "items", Map.of("type", "string")));
    }

    ArgumentSchema object(String name, String description) {
        return property(name, Map.of("type", "object", "description", description));
    }

    private ArgumentSchema property(String name, Map<String, Object> schema) {
        properties.put(name, schema);
        return this;
    }

    Set<String> names() {
        return properties.keySet();
    }

    Map<String, Object> toMap() {
        return Map.of("type", "object", "properties", properties, "required", required, "additionalProperties", false);
    }
}
