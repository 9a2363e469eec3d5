/** Tests of the starter. */
@NullMarked
package io.exportcomments.spring.boot;

import org.jspecify.annotations.NullMarked;
