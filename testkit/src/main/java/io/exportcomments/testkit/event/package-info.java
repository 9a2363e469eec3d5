/** Events for tests of listeners. */
@NullMarked
package io.exportcomments.testkit.event;

import org.jspecify.annotations.NullMarked;
