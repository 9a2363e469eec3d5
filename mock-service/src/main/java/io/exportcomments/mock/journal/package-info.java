/** The record of what the mock service was asked and how each exchange ended. */
@NullMarked
package io.exportcomments.mock.journal;

import org.jspecify.annotations.NullMarked;
