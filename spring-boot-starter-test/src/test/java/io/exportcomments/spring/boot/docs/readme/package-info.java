/** The program that the README shows for Spring. */
@NullMarked
package io.exportcomments.spring.boot.docs.readme;

import org.jspecify.annotations.NullMarked;
