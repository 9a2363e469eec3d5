/** Tests of what every HTTP transport decides alike. */
@NullMarked
package io.exportcomments.transport.http.spi;

import org.jspecify.annotations.NullMarked;
