/** Measures a client by Micrometer: observations of its calls, and meters of what it and its parts do. */
@NullMarked
package io.exportcomments.metrics.micrometer;

import org.jspecify.annotations.NullMarked;
