/** The mock service's time: real, faster than real, or turned by hand. */
@NullMarked
package io.exportcomments.mock.time;

import org.jspecify.annotations.NullMarked;
