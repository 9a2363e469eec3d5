/** A way into the package of the same name. */
@NullMarked
package io.exportcomments.cli.internal.command;

import org.jspecify.annotations.NullMarked;
