/** The job model: immutable values, checked when made, and the lifecycle table. */
@NullMarked
package io.exportcomments.job;

import org.jspecify.annotations.NullMarked;
