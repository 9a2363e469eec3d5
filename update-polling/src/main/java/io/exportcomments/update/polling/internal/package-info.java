/** The loop that asks for the state of all followed jobs. */
@NullMarked
package io.exportcomments.update.polling.internal;

import org.jspecify.annotations.NullMarked;
