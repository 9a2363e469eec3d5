/** The system's own time, and one timer for all that waits. */
@NullMarked
package io.exportcomments.internal.time;

import org.jspecify.annotations.NullMarked;
