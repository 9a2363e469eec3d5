package io.exportcomments.transport.retrofit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.ExportComments;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.ApiToken;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.testkit.transport.Reply;
import io.exportcomments.testkit.transport.ScriptedServer;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CallerThreadsTest {
    private static final JobGuid GUID = JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084");
    private static final String JOB = "{\"guid\":\"" + GUID + "\",\"status\":\"done\"}";
    /** How many calls OkHttp has on its way at once. */
    private static final int CALLS = 64;

    private final ScriptedServer server = ScriptedServer.start();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AnsweringThreads answering = new AnsweringThreads();
    private final ExportComments client = ExportComments.builder()
            .token(ApiToken.of("S3cr3t".repeat(20)))
            .baseUrl(server.url())
            .transport(RetrofitTransport.create())
            .interceptor(answering)
            .build();

    @AfterEach
    void close() {
        client.close();
        server.close();
        threads.shutdownNow();
    }

    @Test
    void aCallerWhoWaitsCarriesItsCallOnAConnectionThatIsThere() {
        CountDownLatch asked = new CountDownLatch(1);
        server.reply(Reply.json(200, JOB), Reply.json(200, JOB), Reply.json(200, JOB), (request, peer) -> {
            awaitQuietly(asked);
            Reply.json(200, JOB).to(request, peer);
        });
        client.get(GUID);

        client.get(GUID);
        client.ping();
        CompletableFuture<?> other = client.async().get(GUID);
        asked.countDown();
        other.join();

        assertThat(answering.seen).hasSize(4);
        assertThat(answering.seen.get(1)).isSameAs(Thread.currentThread());
        assertThat(answering.seen.get(2)).isSameAs(Thread.currentThread());
        assertThat(answering.seen.get(3)).isNotSameAs(Thread.currentThread());
    }

    /** The dispatcher starts what has waited as soon as it hears of a place, and no thread may be left for that. */
    @Test
    void aDispatcherThatCanNotStartACallHearsOfThePlacesTheNextTime() throws Exception {
        AtomicBoolean exhausted = new AtomicBoolean();
        ExecutorService few = new ThreadPoolExecutor(0, CALLS, 1, TimeUnit.SECONDS, new SynchronousQueue<>()) {
            @Override
            public void execute(Runnable task) {
                if (exhausted.get()) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                super.execute(task);
            }
        };
        Dispatcher dispatcher = new Dispatcher(few);
        dispatcher.setMaxRequests(4);
        OkHttpClient http = new OkHttpClient.Builder().dispatcher(dispatcher).build();
        CallerThreads callers = new CallerThreads(dispatcher, http.connectionPool(), threads);
        server.reply(Reply.json(200, JOB), Reply.silence());
        ask(http);
        assertThatThrownBy(() -> callers.startHere(() -> {
                    for (int i = 0; i < 4; i++) {
                        http.newCall(request()).enqueue(new Deaf());
                    }
                    exhausted.set(true);
                    return CompletableFuture.completedFuture("");
                }))
                .isInstanceOf(OutOfMemoryError.class);
        exhausted.set(false);
        dispatcher.cancelAll();
        server.reply(Reply.json(200, JOB));
        ask(http);

        assertThat(callers.startHere(() -> CompletableFuture.completedFuture(dispatcher.getMaxRequests())))
                .isCompletedWithValue(3);
        assertThat(dispatcher.getMaxRequests()).isEqualTo(4);
        few.shutdown();
    }

    private Request request() {
        return new Request.Builder().url(server.url().toString()).build();
    }

    private void ask(OkHttpClient http) throws IOException {
        try (Response response = http.newCall(request()).execute()) {
            assertThat(response.body().string()).isEqualTo(JOB);
        }
    }

    private static final class Deaf implements Callback {
        @Override
        public void onFailure(Call call, IOException failure) {}

        @Override
        public void onResponse(Call call, Response response) {
            response.close();
        }
    }

    @Test
    void thoseWhoWaitAndThoseWhoDoNotShareThePlaces() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        server.reply(Reply.json(200, JOB));
        client.get(GUID);
        CompletableFuture.allOf(asked(CALLS)).join();
        server.reply((request, peer) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            peer.pause(5);
            now.decrementAndGet();
            Reply.json(200, JOB).to(request, peer);
        });

        List<CompletableFuture<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 2 * CALLS; i++) {
            waiting.add(CompletableFuture.supplyAsync(() -> client.get(GUID), threads));
        }
        waiting.addAll(List.of(asked(CALLS)));
        CompletableFuture.allOf(waiting.toArray(CompletableFuture<?>[]::new)).get(20, TimeUnit.SECONDS);

        assertThat(most).hasValueBetween(2, CALLS);
        assertThat(answering.seen).anyMatch(thread -> thread.getName().startsWith("pool-"));
        assertThat(server.connections()).isLessThanOrEqualTo(CALLS);
    }

    private CompletableFuture<?>[] asked(int count) {
        CompletableFuture<?>[] calls = new CompletableFuture<?>[count];
        for (int i = 0; i < count; i++) {
            calls[i] = client.async().get(GUID);
        }
        return calls;
    }

    @Test
    void aLookUpThatDoesNotEndIsNotWaitedForOnceTheExchangeIsAborted() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Dns stuck = host -> {
            asked.countDown();
            awaitQuietly(end);
            throw new UnknownHostException("too late");
        };
        CallerThread caller = new CallerThread(threads);
        threads.execute(() -> {
            awaitQuietly(asked);
            caller.abort();
        });

        assertThatThrownBy(() -> caller.lookUp(stuck, "example.org"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("example.org");
        end.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Remembers which thread told each answer. */
    private static final class AnsweringThreads implements TransportInterceptor {
        private final List<Thread> seen = new CopyOnWriteArrayList<>();

        @Override
        public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
            return chain.proceed().whenComplete((answer, error) -> seen.add(Thread.currentThread()));
        }
    }
}
