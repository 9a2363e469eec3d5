/** The JUnit 5 extension that starts the mock service around tests. */
@NullMarked
package io.exportcomments.testkit.mock;

import org.jspecify.annotations.NullMarked;
