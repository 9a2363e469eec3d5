/** A real browser, for the tests of pages. */
@NullMarked
package io.exportcomments.browser;

import org.jspecify.annotations.NullMarked;
