package io.exportcomments.benchmarks;

import com.squareup.moshi.JsonReader;
import io.exportcomments.ExportComments;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.Path;

/** Calls over OkHttp: the bare client and bare Retrofit, with an adapter written by hand, and ours. */
final class RetrofitCalls implements Comparison {
    private final CannedService service = new CannedService("done");
    private final OkHttpClient bare = new OkHttpClient();
    private final ExportComments client = ClientCalls.client(service.url(), RetrofitTransport.create());
    private final MoshiJobs moshi = new MoshiJobs();
    private final String token = ClientCalls.TOKEN.reveal();
    private final PlainJobs jobs;
    private final boolean alone;

    private RetrofitCalls(boolean alone) throws IOException {
        this.alone = alone;
        bare.dispatcher().setMaxRequestsPerHost(ClientCalls.AT_ONCE);
        jobs = new Retrofit.Builder()
                .baseUrl(service.url().toString())
                .client(bare)
                .addConverterFactory(new MoshiConverter())
                .build()
                .create(PlainJobs.class);
    }

    static Comparison one() throws IOException {
        return new RetrofitCalls(true);
    }

    static Comparison many() throws IOException {
        return new RetrofitCalls(false);
    }

    @Override
    public int operations() {
        return alone ? 1 : ClientCalls.AT_ONCE;
    }

    @Override
    public Map<String, Work> sides() {
        return alone
                ? Map.of(
                        OURS,
                        ClientCalls.one(client),
                        "OkHttp, execute()",
                        this::execute,
                        "Retrofit, execute()",
                        this::executeByRetrofit)
                : Map.of(
                        OURS,
                        ClientCalls.many(client),
                        "OkHttp, enqueue()",
                        () -> ClientCalls.atOnce(this::enqueue),
                        "Retrofit, enqueue()",
                        () -> ClientCalls.atOnce(this::enqueueByRetrofit));
    }

    private Call call() {
        return bare.newCall(new Request.Builder()
                .url(service.url() + "/api/v3/job/" + Samples.GUID)
                .header("X-AUTH-TOKEN", ClientCalls.TOKEN.reveal())
                .header("Accept", "application/json")
                .build());
    }

    private @Nullable Object execute() throws IOException {
        try (Response response = call().execute()) {
            return moshi.fromJson(JsonReader.of(response.body().source()));
        }
    }

    private @Nullable Object executeByRetrofit() throws IOException {
        return jobs.get(Samples.GUID, token, "application/json").execute().body();
    }

    private CompletableFuture<PlainJob> enqueueByRetrofit() {
        CompletableFuture<PlainJob> future = new CompletableFuture<>();
        jobs.get(Samples.GUID, token, "application/json").enqueue(new retrofit2.Callback<>() {
            @Override
            public void onResponse(retrofit2.Call<PlainJob> call, retrofit2.Response<PlainJob> response) {
                future.complete(response.body());
            }

            @Override
            public void onFailure(retrofit2.Call<PlainJob> call, Throwable e) {
                future.completeExceptionally(e);
            }
        });
        return future;
    }

    private CompletableFuture<PlainJob> enqueue() {
        CompletableFuture<PlainJob> future = new CompletableFuture<>();
        call().enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) {
                try (response) {
                    future.complete(moshi.fromJson(JsonReader.of(response.body().source())));
                } catch (IOException e) {
                    future.completeExceptionally(e);
                }
            }

            @Override
            public void onFailure(Call call, IOException e) {
                future.completeExceptionally(e);
            }
        });
        return future;
    }

    /** The service as one would declare it for Retrofit. */
    interface PlainJobs {
        @GET("/api/v3/job/{guid}")
        retrofit2.Call<PlainJob> get(
                @Path("guid") String guid, @Header("X-AUTH-TOKEN") String token, @Header("Accept") String accept);
    }

    private final class MoshiConverter extends Converter.Factory {
        @Override
        public Converter<ResponseBody, ?> responseBodyConverter(
                Type type, Annotation[] annotations, Retrofit retrofit) {
            return body -> {
                try (body) {
                    return moshi.fromJson(JsonReader.of(body.source()));
                }
            };
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        bare.dispatcher().executorService().shutdown();
        bare.connectionPool().evictAll();
        service.close();
    }
}
