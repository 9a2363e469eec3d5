/** Time that a test turns by hand. */
@NullMarked
package io.exportcomments.testkit.time;

import org.jspecify.annotations.NullMarked;
