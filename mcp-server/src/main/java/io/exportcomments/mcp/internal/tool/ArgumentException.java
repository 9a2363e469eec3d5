package io.exportcomments.mcp.internal.tool;

/** An argument of a call makes no sense; nothing was done. */
final class ArgumentException extends RuntimeException {
    ArgumentException(String message) {
        super(message);
    }
}
