package io.exportcomments.transport.retrofit.internal;

import io.exportcomments.port.ApiToken;
import io.exportcomments.transport.http.spi.ConnectionChoice;
import io.exportcomments.transport.http.spi.SendListener;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import okhttp3.Request;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

/**
 * A request on its way through Retrofit and OkHttp, from end to end: it travels as a tag, so that each layer can tell
 * what happens.
 *
 * @param token goes along below the interceptors of a lent client; null where it must not go, or goes as a header
 * @param connection which connection may carry it
 * @param listener hears what becomes of it
 * @param threads carry it, if no caller does
 */
record OkHttpCall(@Nullable ApiToken token, ConnectionChoice connection, SendListener listener, ExecutorService threads)
        implements Callback<ResponseBody> {
    static OkHttpCall of(Request request) {
        return Objects.requireNonNull(request.tag(OkHttpCall.class), "the request is not one of the transport's");
    }

    @Override
    public void onResponse(Call<ResponseBody> ignored, Response<ResponseBody> response) {
        ResponseBody body = response.isSuccessful() ? response.body() : response.errorBody();
        listener.answered(new OkHttpAnswer(response.code(), response.headers(), body));
    }

    @Override
    public void onFailure(Call<ResponseBody> ignored, Throwable failure) {
        listener.failed(Rejections.told(failure, threads));
    }
}
