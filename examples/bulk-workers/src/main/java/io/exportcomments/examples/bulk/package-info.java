/** Three workers that share one batch and one account's limits; an example, not published. */
@NullMarked
package io.exportcomments.examples.bulk;

import org.jspecify.annotations.NullMarked;
