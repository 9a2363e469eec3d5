/** Tests of downloads. */
@NullMarked
package io.exportcomments.internal.download;

import org.jspecify.annotations.NullMarked;
