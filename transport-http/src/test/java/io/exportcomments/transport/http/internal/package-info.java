/** Tests of what every HTTP transport decides alike. */
@NullMarked
package io.exportcomments.transport.http.internal;

import org.jspecify.annotations.NullMarked;
