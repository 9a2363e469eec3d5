package io.exportcomments.transport.retrofit;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.ServiceException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.ApiToken;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.testkit.transport.Reply;
import io.exportcomments.testkit.transport.ScriptedServer;
import io.exportcomments.testkit.transport.TlsIdentity;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LentClientTest {
    private static final JobGuid GUID = JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084");
    private static final String JOB = "{\"guid\":\"" + GUID + "\",\"status\":\"done\"}";

    private final ScriptedServer server = ScriptedServer.start();
    private final OkHttpClient lent = new OkHttpClient();

    @AfterEach
    void close() {
        lent.dispatcher().executorService().shutdown();
        lent.connectionPool().evictAll();
        server.close();
    }

    @Test
    void aLentClientStaysOpenWithItsThreadsAndItsConnections() throws IOException {
        server.reply(Reply.json(200, JOB));
        try (Transport transport = open(lent, server)) {
            answer(transport.jobs().get(GUID));
        }

        assertThat(lent.dispatcher().executorService().isShutdown()).isFalse();
        assertThat(lent.connectionPool().connectionCount()).isEqualTo(1);
        try (Response response = call(lent).execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void closingEndsTheTransportsCallsAndNotTheLenders() {
        server.reply(Reply.silence());
        Call lenders = call(lent);
        CompletableFuture<Response> running = CompletableFuture.supplyAsync(() -> {
            try {
                return lenders.execute();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        Transport transport = open(lent, server);
        CompletableFuture<?> ours = transport.jobs().get(GUID);
        server.awaitRequests(2);

        transport.close();

        assertThat(failure(ours)).isInstanceOf(ClientClosedException.class);
        assertThat(lenders.isCanceled()).isFalse();
        assertThat(running).isNotDone();
        lenders.cancel();
        assertThat(failure(running)).isNotNull();
    }

    @Test
    void aLenderThatShutsItsThreadsDownEndsTheTransport() {
        server.reply(Reply.json(200, JOB));
        try (Transport transport = open(lent, server)) {
            lent.dispatcher().executorService().shutdown();

            assertThat(failure(transport.jobs().get(GUID)))
                    .isInstanceOf(ClientClosedException.class)
                    .hasCauseInstanceOf(RejectedExecutionException.class);
            assertThat(answer(end(transport))).isInstanceOf(ClientClosedException.class);
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aRequestThatHasGoneOutIsKnownToHaveWhenTheThreadsAreShutDown() {
        server.reply(Reply.silence());
        Timeouts brief = new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2));
        try (Transport transport = open(lent, server, brief)) {
            CompletableFuture<?> creation = transport.jobs().create(ExportRequest.of("https://vimeo.com/1"));
            server.awaitRequests(1);
            lent.dispatcher().executorService().shutdownNow();

            assertThat(failure(creation))
                    .isInstanceOfSatisfying(
                            ConnectionException.class, e -> assertThat(e.sent()).isEqualTo(Sent.MAYBE));
        }
    }

    @Test
    void threadsThatAreFullAreTroubleThatPasses() {
        server.reply(Reply.json(200, JOB));
        AtomicBoolean full = new AtomicBoolean(true);
        ExecutorService threads = new ThreadPoolExecutor(0, 4, 1, TimeUnit.SECONDS, new SynchronousQueue<>()) {
            @Override
            public void execute(Runnable task) {
                if (full.getAndSet(false)) {
                    throw new RejectedExecutionException("full");
                }
                super.execute(task);
            }
        };
        try (Transport transport =
                open(lent.newBuilder().dispatcher(new Dispatcher(threads)).build(), server)) {
            assertThat(failure(transport.jobs().get(GUID)))
                    .isInstanceOfSatisfying(ConnectionException.class, e -> {
                        assertThat(e.sent()).isEqualTo(Sent.NO);
                        assertThat(e.isTransient()).isTrue();
                    })
                    .hasMessageContaining("the threads of the HTTP client take no task");
            answer(transport.jobs().get(GUID));
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void whatIsTheTransportsOwnMatterIsNotTakenFromALentClient() {
        List<HttpUrl> asked = new CopyOnWriteArrayList<>();
        OkHttpClient odd = lent.newBuilder()
                .callTimeout(Duration.ofMillis(1))
                .readTimeout(Duration.ofMillis(1))
                .authenticator((route, response) -> response.request()
                        .newBuilder()
                        .header("Authorization", "again")
                        .build())
                .cookieJar(new RecordingJar(asked))
                .build();
        server.reply(
                (request, peer) -> {
                    peer.pause(100);
                    Reply.json(200, JOB, "Set-Cookie: a=b").to(request, peer);
                },
                Reply.json(401, "{}"));

        try (Transport transport = open(odd, server)) {
            answer(transport.jobs().get(GUID));
            assertThat(failure(transport.jobs().get(GUID))).hasMessageContaining("refused the token");
        }

        assertThat(asked).isEmpty();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aLentClientsInterceptorsAndListenersSeeWhatHappens() {
        List<Object> seen = new CopyOnWriteArrayList<>();
        OkHttpClient watching = lent.newBuilder()
                .addInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    seen.add("application " + response.code());
                    return response;
                })
                .addNetworkInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    seen.add("network " + response.code());
                    return response;
                })
                .eventListener(new EventListener() {
                    @Override
                    public void callStart(Call call) {
                        seen.add("call");
                    }
                })
                .build();
        server.reply(Reply.json(503, "{}", "Retry-After: 0"));

        try (Transport transport = open(watching, server)) {
            assertThat(failure(transport.jobs().get(GUID))).isInstanceOf(ServiceException.class);
        }

        assertThat(seen).containsExactly("call", "network 503", "application 503");
    }

    @Test
    void overTlsAConnectionIsUsedAgainWhileItLivesAndNotAfterwards() throws IOException {
        TlsIdentity identity = TlsIdentity.load();
        try (ScriptedServer secure = ScriptedServer.startSecure(identity);
                Transport transport = open(trusting(identity), secure)) {
            secure.reply(
                    Reply.json(200, JOB),
                    (request, peer) -> {
                        peer.pause(150);
                        Reply.json(200, JOB).to(request, peer);
                    },
                    (request, peer) -> {
                        Reply.bytes(200, new byte[100_000]).to(request, peer);
                        peer.pause(250);
                        peer.close();
                    },
                    Reply.json(200, JOB));
            answer(transport.jobs().get(GUID));
            answer(transport.jobs().get(GUID));
            try (RemoteFile file = answer(transport.jobs().open(secure.url().resolve("/x.json"), FileRange.WHOLE))) {
                assertThat(file.stream().readAllBytes()).hasSize(100_000);
            }
            assertThat(secure.connections()).isEqualTo(1);
            secure.awaitEnd(1);

            answer(transport.jobs().get(GUID));

            assertThat(secure.connections()).isEqualTo(2);
            assertThat(secure.requests()).hasSize(4);
        }
    }

    private OkHttpClient trusting(TlsIdentity identity) {
        return lent.newBuilder()
                .sslSocketFactory(identity.clientContext().getSocketFactory(), identity.trust())
                .build();
    }

    private Call call(OkHttpClient client) {
        return client.newCall(
                new Request.Builder().url(server.url() + "/lender").build());
    }

    private static Transport open(OkHttpClient client, ScriptedServer server) {
        return open(client, server, Timeouts.DEFAULT);
    }

    private static Transport open(OkHttpClient client, ScriptedServer server, Timeouts timeouts) {
        return RetrofitTransport.builder()
                .client(client)
                .build()
                .open(new TransportSettings(server.url(), ApiToken.of("t"), timeouts, "test"));
    }

    /** The failure of a socket that is opened now. */
    private CompletableFuture<Throwable> end(Transport transport) {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        URI address = URI.create(server.url().toString().replace("http", "ws"));
        SocketTransport.Socket ignored = transport.sockets().open(address, Map.of(), new SocketTransport.Listener() {
            @Override
            public void onOpen(SocketTransport.Socket socket) {}

            @Override
            public void onText(SocketTransport.Socket socket, String text) {}

            @Override
            public void onClosed(SocketTransport.Socket socket, int code, String reason) {
                end.completeExceptionally(new AssertionError("closed"));
            }

            @Override
            public void onFailed(SocketTransport.Socket socket, Throwable error) {
                end.complete(error);
            }
        });
        return end;
    }

    private static <T> T answer(CompletableFuture<T> future) {
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Throwable failure(CompletableFuture<?> future) {
        return answer(future.handle((value, error) -> error));
    }

    private record RecordingJar(List<HttpUrl> asked) implements CookieJar {
        @Override
        public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
            asked.add(url);
        }

        @Override
        public List<Cookie> loadForRequest(HttpUrl url) {
            asked.add(url);
            return List.of();
        }
    }
}
