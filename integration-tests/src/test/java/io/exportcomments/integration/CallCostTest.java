package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import io.exportcomments.port.ApiToken;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.transport.vertx.VertxTransport;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.Path;

/**
 * What a call through the client allocates, beside the bare HTTP library with the same codec: bytes repeat from run to
 * run where times do not. All threads are counted but the server's.
 */
@Timeout(60)
class CallCostTest {
    private static final int WARM_UP = 1_500;
    private static final int CALLS = 500;
    private static final int ROUNDS = 5;
    private static final double MOST_BYTES = 1.25;

    /** Far more than it is: times depend on what else the machine does. */
    private static final double MOST_TIME = 2.5;

    private static final ApiToken TOKEN = ApiToken.of("S3cr3t".repeat(20));
    private static final JobGuid GUID = JobGuid.of(CannedServer.GUID);

    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private CannedServer server;
    private JobCodec codec;

    /** The service as a program would write it down for Retrofit. */
    interface Service {
        @GET("api/v3/job/{guid}")
        Call<ResponseBody> get(@Path("guid") String guid, @Header("X-AUTH-TOKEN") String token);
    }

    @BeforeEach
    void serve() throws IOException {
        server = CannedServer.start(0);
        codec = new JobCodec(server.url(), TOKEN);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void aCallOnRetrofitAllocatesLittleMoreThanRetrofitItself() {
        Service service =
                new Retrofit.Builder().baseUrl(server.url().toString()).build().create(Service.class);
        compare("Retrofit", () -> bare(service), RetrofitTransport.create());
    }

    private CompletableFuture<Job> bare(Service service) {
        CompletableFuture<Job> future = new CompletableFuture<>();
        service.get(GUID.value(), TOKEN.reveal()).enqueue(new Callback<>() {
            @Override
            public void onResponse(Call<ResponseBody> call, Response<ResponseBody> response) {
                try (ResponseBody body = response.body()) {
                    future.complete(decoded(body.source()));
                } catch (RuntimeException e) {
                    future.completeExceptionally(e);
                }
            }

            @Override
            public void onFailure(Call<ResponseBody> call, Throwable failure) {
                future.completeExceptionally(failure);
            }
        });
        return future;
    }

    @Test
    void aCallOnVertxAllocatesLittleMoreThanTheWebClientItself() {
        Vertx vertx = Vertx.vertx();
        try {
            WebClient web = WebClient.create(vertx);
            compare("Web Client", () -> bare(web), VertxTransport.create());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private CompletableFuture<Job> bare(WebClient web) {
        return web.getAbs(server.url() + "/api/v3/job/" + GUID)
                .putHeader("X-AUTH-TOKEN", TOKEN.reveal())
                .send()
                .map(response -> decoded(new Buffer().write(response.body().getBytes())))
                .toCompletionStage()
                .toCompletableFuture();
    }

    private Job decoded(BufferedSource body) {
        try {
            return codec.decodeJob(body, ErrorContext.of(Operation.GET, GUID));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compare(String library, Supplier<CompletableFuture<Job>> bare, TransportProvider transport) {
        try (ExportComments client = ExportComments.builder()
                .token(TOKEN)
                .baseUrl(server.url())
                .transport(transport)
                .build()) {
            Supplier<CompletableFuture<Job>> ours = () -> client.async().get(GUID);
            run(bare, WARM_UP);
            run(ours, WARM_UP);
            Cost[] bareCosts = new Cost[ROUNDS];
            Cost[] ourCosts = new Cost[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                bareCosts[i] = cost(bare);
                ourCosts[i] = cost(ours);
            }
            double bytes = ratio("bytes", library, Cost::bytes, ourCosts, bareCosts);
            double nanos = ratio("ns of CPU", library, Cost::nanos, ourCosts, bareCosts);
            assertThat(bytes).as("bytes of a call, times bare " + library).isBetween(0.2, MOST_BYTES);
            assertThat(nanos).as("CPU of a call, times bare " + library).isBetween(0.2, MOST_TIME);
        }
    }

    private static double ratio(String what, String library, ToLongFunction<Cost> figure, Cost[] ours, Cost[] bare) {
        long our = median(ours, figure);
        long theirs = median(bare, figure);
        double ratio = (double) our / theirs;
        System.out.printf(
                "A call through the client on %s: %d %s, bare %d, %.2f times%n", library, our, what, theirs, ratio);
        return ratio;
    }

    private static void run(Supplier<CompletableFuture<Job>> call, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(call.get().join().guid()).isEqualTo(GUID);
        }
    }

    /**
     * What a call costs on average, on all threads.
     *
     * @param bytes what it allocates
     * @param nanos its CPU time
     */
    record Cost(long bytes, long nanos) {}

    private Cost cost(Supplier<CompletableFuture<Job>> call) {
        Cost before = sofar();
        for (int i = 0; i < CALLS; i++) {
            call.get().join();
        }
        Cost after = sofar();
        return new Cost((after.bytes - before.bytes) / CALLS, (after.nanos - before.nanos) / CALLS);
    }

    private Cost sofar() {
        long[] ids =
                LongStream.of(threads.getAllThreadIds()).filter(this::isCounted).toArray();
        return new Cost(sum(threads.getThreadAllocatedBytes(ids)), sum(threads.getThreadCpuTime(ids)));
    }

    private boolean isCounted(long id) {
        ThreadInfo thread = threads.getThreadInfo(id);
        return thread != null && !thread.getThreadName().equals(CannedServer.THREADS);
    }

    private static long sum(long[] values) {
        return LongStream.of(values).filter(value -> value > 0).sum();
    }

    private static long median(Cost[] costs, ToLongFunction<Cost> figure) {
        return Stream.of(costs)
                .mapToLong(figure)
                .sorted()
                .skip(costs.length / 2)
                .findFirst()
                .orElseThrow();
    }
}
