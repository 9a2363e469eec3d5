/** The {@code exportcomments} command: where it begins. */
@NullMarked
package io.exportcomments.cli;

import org.jspecify.annotations.NullMarked;
