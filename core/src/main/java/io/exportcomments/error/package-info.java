/** The sealed tree of errors: one class for each thing that a caller does differently. */
@NullMarked
package io.exportcomments.error;

import org.jspecify.annotations.NullMarked;
