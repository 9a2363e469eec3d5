/** Many exports from a file of URLs: the file, the report that makes it resumable, and how far it is. */
@NullMarked
package io.exportcomments.cli.internal.batch;

import org.jspecify.annotations.NullMarked;
