/** HTTP by Retrofit and OkHttp: begin at {@link io.exportcomments.transport.retrofit.RetrofitTransport}. */
@NullMarked
package io.exportcomments.transport.retrofit;

import org.jspecify.annotations.NullMarked;
