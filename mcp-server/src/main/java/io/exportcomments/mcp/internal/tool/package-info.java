/** The tools and resources that assistants see. */
@NullMarked
package io.exportcomments.mcp.internal.tool;

import org.jspecify.annotations.NullMarked;
