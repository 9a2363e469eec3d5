/** Creating a job exactly once, even when the creation gets no answer. */
@NullMarked
package io.exportcomments.internal.create;

import org.jspecify.annotations.NullMarked;
