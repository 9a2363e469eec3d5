/** The remote operations, each an exchange from its request to its answer, whatever library carries it. */
@NullMarked
package io.exportcomments.transport.http.internal;

import org.jspecify.annotations.NullMarked;
