/** The client: create an export job, follow it to its end, fetch its files. */
@NullMarked
package io.exportcomments;

import org.jspecify.annotations.NullMarked;
