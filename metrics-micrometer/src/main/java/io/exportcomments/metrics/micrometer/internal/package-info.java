/** Turns calls and events into observations and meters. */
@NullMarked
package io.exportcomments.metrics.micrometer.internal;

import org.jspecify.annotations.NullMarked;
