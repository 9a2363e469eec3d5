/** Results as CSV. */
@NullMarked
package io.exportcomments.result.csv;

import org.jspecify.annotations.NullMarked;
