/** Calls on their way to the transport: interceptors, the whole call's deadline, cancellation and closing. */
@NullMarked
package io.exportcomments.internal.call;

import org.jspecify.annotations.NullMarked;
