/** Tests of the transport on Retrofit. */
@NullMarked
package io.exportcomments.transport.retrofit;

import org.jspecify.annotations.NullMarked;
