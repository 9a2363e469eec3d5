/** How the command ends: exit codes, and errors in one line. */
@NullMarked
package io.exportcomments.cli.internal.exit;

import org.jspecify.annotations.NullMarked;
