/** Messages of the protocol, in and out. */
@NullMarked
package io.exportcomments.mcp.internal.protocol;

import org.jspecify.annotations.NullMarked;
