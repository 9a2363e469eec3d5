/** What the library says of its own types. */
@NullMarked
package io.exportcomments.annotation;

import org.jspecify.annotations.NullMarked;
