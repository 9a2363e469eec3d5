/** The names and tags of meters and observations, and what a program's own conventions and handlers are given. */
@NullMarked
package io.exportcomments.metrics.micrometer.names;

import org.jspecify.annotations.NullMarked;
