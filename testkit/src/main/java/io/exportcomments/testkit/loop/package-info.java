/** Checks that nothing holds up event loops. */
@NullMarked
package io.exportcomments.testkit.loop;

import org.jspecify.annotations.NullMarked;
