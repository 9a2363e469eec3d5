/** Tests of the log. */
@NullMarked
package io.exportcomments.logging.slf4j;

import org.jspecify.annotations.NullMarked;
