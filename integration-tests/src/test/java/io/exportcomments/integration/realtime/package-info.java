/** The realtime connection as real servers have it, and the mock beside them: one suite for all. */
@NullMarked
package io.exportcomments.integration.realtime;

import org.jspecify.annotations.NullMarked;
