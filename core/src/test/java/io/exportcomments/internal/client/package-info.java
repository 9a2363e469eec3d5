/** Tests of what a client is made of. */
@NullMarked
package io.exportcomments.internal.client;

import org.jspecify.annotations.NullMarked;
