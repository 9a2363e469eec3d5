/** Puts the stand-in for the service into the contexts of tests. */
@NullMarked
package io.exportcomments.spring.boot.test.internal;

import org.jspecify.annotations.NullMarked;
