@NullMarked
package io.exportcomments.codec.moshi.internal;

import org.jspecify.annotations.NullMarked;
