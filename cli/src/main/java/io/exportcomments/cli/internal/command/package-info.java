/** The sub-commands and their options: from a command line to calls of the client. */
@NullMarked
package io.exportcomments.cli.internal.command;

import org.jspecify.annotations.NullMarked;
