/**
 * The entry to the mock service: a stand-in for the ExportComments service, to start from a test, a program or a
 * command line.
 */
@NullMarked
package io.exportcomments.mock;

import org.jspecify.annotations.NullMarked;
