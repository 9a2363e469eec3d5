/** Tests of creating once. */
@NullMarked
package io.exportcomments.internal.create;

import org.jspecify.annotations.NullMarked;
