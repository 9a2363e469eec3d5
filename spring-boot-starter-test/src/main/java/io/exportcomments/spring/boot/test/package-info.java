/** The stand-in for the service in the tests of Spring programs. */
@NullMarked
package io.exportcomments.spring.boot.test;

import org.jspecify.annotations.NullMarked;
