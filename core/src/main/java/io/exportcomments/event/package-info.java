/** What a client and its parts tell whoever measures or logs them. */
@NullMarked
package io.exportcomments.event;

import org.jspecify.annotations.NullMarked;
