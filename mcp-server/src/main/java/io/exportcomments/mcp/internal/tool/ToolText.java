package io.exportcomments.mcp.internal.tool;

import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;

/** What an assistant is told of a tool, beside its words: whether it only reads, costs or destroys. */
final class ToolText {
    private ToolText() {}

    /** A tool that changes nothing. */
    static Tool reading(String name, String title, String description, ArgumentSchema arguments) {
        return tool(
                name,
                title,
                description,
                arguments,
                annotations(title).readOnlyHint(true).idempotentHint(true));
    }

    /** A tool that uses the plan's exports: each call counts. */
    static Tool costing(String name, String title, String description, ArgumentSchema arguments) {
        return tool(
                name,
                title,
                description,
                arguments,
                annotations(title).readOnlyHint(false).idempotentHint(false));
    }

    /** A tool that ends something for good. */
    static Tool destroying(String name, String title, String description, ArgumentSchema arguments) {
        return tool(
                name,
                title,
                description,
                arguments,
                annotations(title).readOnlyHint(false).destructiveHint(true).idempotentHint(true));
    }

    /** A tool that writes a file of its own, and replaces none. */
    static Tool writing(String name, String title, String description, ArgumentSchema arguments) {
        return tool(
                name,
                title,
                description,
                arguments,
                annotations(title).readOnlyHint(false).idempotentHint(false));
    }

    private static ToolAnnotations.Builder annotations(String title) {
        return ToolAnnotations.builder().title(title).destructiveHint(false).openWorldHint(true);
    }

    private static Tool tool(
            String name,
            String title,
            String description,
            ArgumentSchema arguments,
            ToolAnnotations.Builder annotations) {
        return Tool.builder(name, arguments.toMap())
                .title(title)
                .description(description)
                .annotations(annotations.build())
                .build();
    }
}
