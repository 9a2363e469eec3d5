/** What the command prints and how: remarks, progress, tables, lines of JSON. */
@NullMarked
package io.exportcomments.cli.internal.terminal;

import org.jspecify.annotations.NullMarked;
