/** The contract that every update source passes, and the simulation that it runs in. */
@NullMarked
package io.exportcomments.testkit.update;

import org.jspecify.annotations.NullMarked;
