/** Puts the parts of a client together. */
@NullMarked
package io.exportcomments.internal.client;

import org.jspecify.annotations.NullMarked;
