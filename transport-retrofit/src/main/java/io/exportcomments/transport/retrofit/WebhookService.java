package io.exportcomments.transport.retrofit;

import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.Headers;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Streaming;
import retrofit2.http.Tag;

/** The remote operations on webhooks, as Retrofit makes requests of them. */
interface WebhookService {
    @POST("/api/v1/zapier/webhooks")
    @Streaming
    @Headers("Accept: application/json")
    Call<ResponseBody> create(@Body RequestBody request, @Tag Exchange exchange);

    @GET("/api/v1/zapier/webhooks")
    @Streaming
    @Headers("Accept: application/json")
    Call<ResponseBody> list(@Tag Exchange exchange);

    @PATCH("/api/v1/zapier/webhooks/{id}/toggle")
    @Streaming
    @Headers("Accept: application/json")
    Call<ResponseBody> toggle(@Path("id") String id, @Tag Exchange exchange);

    @DELETE("/api/v1/zapier/webhooks/{id}")
    @Streaming
    @Headers("Accept: application/json")
    Call<ResponseBody> delete(@Path("id") String id, @Tag Exchange exchange);
}
