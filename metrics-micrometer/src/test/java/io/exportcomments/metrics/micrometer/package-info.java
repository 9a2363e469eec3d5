/** Tests of metrics. */
@NullMarked
package io.exportcomments.metrics.micrometer;

import org.jspecify.annotations.NullMarked;
