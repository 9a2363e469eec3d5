/** Creating a job exactly once, also when its creation got no answer. */
@NullMarked
package io.exportcomments.internal.create;

import org.jspecify.annotations.NullMarked;
