/** Who runs what: mailboxes, and the threads that call the program. */
@NullMarked
package io.exportcomments.internal.concurrent;

import org.jspecify.annotations.NullMarked;
