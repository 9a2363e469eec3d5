/** A program to be tested. */
@NullMarked
package io.exportcomments.spring.boot.test.program;

import org.jspecify.annotations.NullMarked;
