/** Exports of a file of URLs: the file, and the report that makes a run resumable. */
@NullMarked
package io.exportcomments.cli.internal.batch;

import org.jspecify.annotations.NullMarked;
