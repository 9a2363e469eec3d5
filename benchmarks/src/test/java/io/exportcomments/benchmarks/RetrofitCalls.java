package io.exportcomments.benchmarks;

import com.squareup.moshi.JsonReader;
import io.exportcomments.ExportComments;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Calls over OkHttp: the bare client with an adapter written by hand, and ours. */
final class RetrofitCalls implements Comparison {
    private final CannedService service = new CannedService("done");
    private final OkHttpClient bare = new OkHttpClient();
    private final ExportComments client = ClientCalls.client(service.url(), RetrofitTransport.create());
    private final MoshiJobs moshi = new MoshiJobs();
    private final boolean alone;

    private RetrofitCalls(boolean alone) throws IOException {
        this.alone = alone;
        bare.dispatcher().setMaxRequestsPerHost(ClientCalls.AT_ONCE);
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
                ? Map.of(OURS, ClientCalls.one(client), "OkHttp, execute()", this::execute)
                : Map.of(OURS, ClientCalls.many(client), "OkHttp, enqueue()", () -> ClientCalls.atOnce(this::enqueue));
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

    @Override
    public void close() throws IOException {
        client.close();
        bare.dispatcher().executorService().shutdown();
        bare.connectionPool().evictAll();
        service.close();
    }
}
