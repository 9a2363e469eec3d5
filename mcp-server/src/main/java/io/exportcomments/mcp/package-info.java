/** An MCP server over a client: what it offers to assistants, and over what. */
@NullMarked
package io.exportcomments.mcp;

import org.jspecify.annotations.NullMarked;
