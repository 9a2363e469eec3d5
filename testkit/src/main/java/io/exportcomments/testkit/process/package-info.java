/** Programs of the tests that run as processes of their own. */
@NullMarked
package io.exportcomments.testkit.process;

import org.jspecify.annotations.NullMarked;
