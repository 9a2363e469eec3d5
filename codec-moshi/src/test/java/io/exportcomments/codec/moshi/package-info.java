@NullMarked
package io.exportcomments.codec.moshi;

import org.jspecify.annotations.NullMarked;
