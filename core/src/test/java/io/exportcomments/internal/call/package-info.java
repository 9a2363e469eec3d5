/** Tests of the calls. */
@NullMarked
package io.exportcomments.internal.call;

import org.jspecify.annotations.NullMarked;
