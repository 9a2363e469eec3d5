/** Turns calls and events into lines of a log. */
@NullMarked
package io.exportcomments.logging.slf4j.internal;

import org.jspecify.annotations.NullMarked;
