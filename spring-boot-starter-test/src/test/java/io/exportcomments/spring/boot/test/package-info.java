/** The tests of the test support. */
@NullMarked
package io.exportcomments.spring.boot.test;

import org.jspecify.annotations.NullMarked;
