package io.exportcomments.transport.retrofit;

import okhttp3.HttpUrl;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.Headers;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Query;
import retrofit2.http.Streaming;
import retrofit2.http.Tag;
import retrofit2.http.Url;

/** The service's remote operations, as Retrofit makes requests of them. Answers come as they stream; the codec
 * reads them, since its errors say which job was asked for. Source: the service's export jobs page. */
interface JobService {
    @POST("/api/v3/job")
    @Streaming
    @Headers("Accept: application/json")
    Call<ResponseBody> create(@Body RequestBody request, @Tag Exchange exchange);

    @GET("/api/v3/job/{guid}")
    @Streaming
    @Headers("Accept: application/json")
    Call<ResponseBody> get(@Path("guid") String guid, @Tag Exchange exchange);

    @GET("/api/v3/jobs")
    @Streaming
    @Headers("Accept: application/json")
    Call<ResponseBody> list(@Query("page") int page, @Query("limit") int limit, @Tag Exchange exchange);

    @PATCH("/api/v3/job/{guid}/retry")
    @Streaming
    @Headers("Accept: application/json")
    Call<ResponseBody> retry(@Path("guid") String guid, @Tag Exchange exchange);

    @PATCH("/api/v3/job/{guid}/stop")
    @Streaming
    @Headers("Accept: application/json")
    Call<ResponseBody> stop(@Path("guid") String guid, @Tag Exchange exchange);

    @GET("/api/v1/ping")
    @Streaming
    @Headers("Accept: application/json")
    Call<ResponseBody> ping(@Tag Exchange exchange);

    @POST("/api/public/auth/socket")
    @Streaming
    @Headers("Accept: application/json")
    Call<ResponseBody> socketToken(@Tag Exchange exchange);

    /** The length and the parts of a file are those of its bytes, so it must not come compressed. */
    @GET
    @Streaming
    @Headers({"Accept: */*", "Accept-Encoding: identity"})
    Call<ResponseBody> open(
            @Url HttpUrl link,
            @Header("Range") @Nullable String range,
            @Header("If-Range") @Nullable String ifRange,
            @Tag Exchange exchange);
}
