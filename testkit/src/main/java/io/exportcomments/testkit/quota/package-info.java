/** What shared limits promise, as tests. */
@NullMarked
package io.exportcomments.testkit.quota;

import org.jspecify.annotations.NullMarked;
