/** The contract of the stores of bulk exports. */
@NullMarked
package io.exportcomments.testkit.bulk;

import org.jspecify.annotations.NullMarked;
