/** How results become CSV. */
@NullMarked
package io.exportcomments.result.csv.internal;

import org.jspecify.annotations.NullMarked;
