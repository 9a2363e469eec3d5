package io.exportcomments.transport.retrofit.internal;

import java.util.Map;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.HeaderMap;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.Streaming;
import retrofit2.http.Tag;
import retrofit2.http.Url;

/** The methods by which the service is asked, as Retrofit makes requests of them. Answers come as they stream. */
interface RestService {
    /** The header that carries the account's token. */
    String TOKEN = "X-AUTH-TOKEN";

    @GET
    @Streaming
    Call<ResponseBody> get(
            @Url String url,
            @HeaderMap Map<String, String> headers,
            @Header(TOKEN) @Nullable String token,
            @Tag OkHttpCall call);

    @DELETE
    @Streaming
    Call<ResponseBody> delete(
            @Url String url,
            @HeaderMap Map<String, String> headers,
            @Header(TOKEN) @Nullable String token,
            @Tag OkHttpCall call);

    @POST
    @Streaming
    Call<ResponseBody> post(
            @Url String url,
            @HeaderMap Map<String, String> headers,
            @Header(TOKEN) @Nullable String token,
            @Body RequestBody body,
            @Tag OkHttpCall call);

    @PATCH
    @Streaming
    Call<ResponseBody> patch(
            @Url String url,
            @HeaderMap Map<String, String> headers,
            @Header(TOKEN) @Nullable String token,
            @Body RequestBody body,
            @Tag OkHttpCall call);
}
