/** The files of finished jobs: comments made up row by row, written as JSON and XLSX. */
@NullMarked
package io.exportcomments.mock.internal.results;

import org.jspecify.annotations.NullMarked;
