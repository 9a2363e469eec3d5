package io.exportcomments.transport.http.jdk;

import io.exportcomments.adapter.Failures;
import io.exportcomments.transport.http.spi.ConnectionChoice;
import io.exportcomments.transport.http.spi.ExchangeProgress;
import io.exportcomments.transport.http.spi.HttpAnswer;
import io.exportcomments.transport.http.spi.HttpRequest;
import io.exportcomments.transport.http.spi.HttpSender;
import io.exportcomments.transport.http.spi.ProxyRefusedException;
import io.exportcomments.transport.http.spi.SendListener;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** Carries requests by the JDK's client. */
final class JdkSender implements HttpSender {
    private static final int LITTLE = 64 * 1024;

    private final ExecutorService threads;
    private volatile HttpClient client;

    private volatile boolean mayReuse;

    JdkSender(ExecutorService threads) {
        this.threads = threads;
        client = client();
    }

    private HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(this::runOrDrop)
                .build();
    }

    /** What the client still has to say after it was closed is said to nobody. */
    private void runOrDrop(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException closed) {
            task.run();
        }
    }

    @Override
    public Executor threads() {
        return threads;
    }

    /**
     * The client does not say which connection it takes; before what can't be sent again it gets time to notice that
     * one is over.
     */
    @Override
    public Runnable send(HttpRequest request, SendListener listener) {
        listener.started();
        listener.connecting();
        boolean fresh = request.connection() == ConnectionChoice.FRESH;
        long quiet =
                mayReuse && request.connection() == ConnectionChoice.PROVEN ? ConnectionChoice.QUIET.toMillis() : 0;
        AtomicReference<Runnable> abort = new AtomicReference<>(() -> {});
        CompletableFuture<Void> begun = CompletableFuture.runAsync(
                () -> abort.set(send(fresh ? renewed() : client, request, listener, () -> mayReuse && !fresh)),
                quiet == 0 ? Runnable::run : CompletableFuture.delayedExecutor(quiet, TimeUnit.MILLISECONDS));
        return () -> {
            begun.cancel(false);
            abort.get().run();
        };
    }

    /** A client without connections, for this request and for those to come. */
    private HttpClient renewed() {
        HttpClient next = client();
        client = next;
        return next;
    }

    private Runnable send(HttpClient by, HttpRequest request, SendListener listener, BooleanSupplier reused) {
        CompletableFuture<HttpResponse<InputStream>> sent =
                by.sendAsync(translated(request, listener, reused), head -> {
                    mayReuse = true; // before the connection can be taken by another call
                    return listener.wants(new Answer(head.statusCode(), head.headers(), InputStream.nullInputStream()))
                            ? BodySubscribers.ofInputStream()
                            : new Refusing();
                });
        sent.whenCompleteAsync(
                (answer, failure) -> {
                    if (failure != null) {
                        listener.failed(safe(Failures.unwrap(failure)));
                    } else if (request.url().getScheme().equals("https")
                            && answer.sslSession().isEmpty()) {
                        listener.failed(new ProxyRefusedException(answer.statusCode()));
                    } else if (hasNoOneLength(answer)) {
                        listener.failed(new ProtocolException("the answer has no one length"));
                        close(answer.body());
                    } else {
                        listener.answered(
                                new Answer(answer.statusCode(), answer.headers(), new Drained(answer.body())));
                    }
                },
                this::runOrDrop);
        return () -> {
            if (!sent.cancel(true) && !sent.isCompletedExceptionally()) {
                close(sent.join().body());
            }
        };
    }

    /** The client goes by the first of several, and waits for the end where there is none. */
    private static boolean hasNoOneLength(HttpResponse<?> answer) {
        List<String> lengths = answer.headers().allValues("Content-Length");
        return lengths.stream().distinct().count() > 1 || lengths.stream().anyMatch(length -> !length.matches("\\d+"));
    }

    /** A number that is none is quoted. */
    private static Throwable safe(Throwable failure) {
        if (failure instanceof ProtocolException
                && String.valueOf(failure.getMessage()).startsWith("Header size")) {
            return new IOException("the headers are too large");
        }
        if (ExchangeProgress.causes(failure).anyMatch(UnresolvedAddressException.class::isInstance)) {
            return new UnknownHostException();
        }
        String text = String.valueOf(failure.getMessage());
        if (text.matches("Tunnel failed, got: \\d{3}")) {
            return new ProxyRefusedException(Integer.parseInt(text.substring(text.length() - 3)));
        }
        if (ExchangeProgress.causes(failure)
                .anyMatch(e -> e instanceof ConnectException || e instanceof ClosedChannelException)) {
            return new ConnectException("refused");
        }
        return ExchangeProgress.causes(failure).anyMatch(NumberFormatException.class::isInstance)
                ? new ProtocolException("not HTTP")
                : failure;
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // It is broken already.
            return;
        }
    }

    private static java.net.http.HttpRequest translated(
            HttpRequest request, SendListener listener, BooleanSupplier reused) {
        BodyPublisher body =
                request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(request.body());
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(request.url())
                .method(request.method(), new Announcing(body, listener, reused));
        request.headers().forEach(builder::header);
        if (request.token() != null) {
            builder.header("X-AUTH-TOKEN", request.token().reveal());
        }
        return builder.build();
    }

    /** The client asks for the length of a body when it has a connection, and writes the head next. */
    private record Announcing(BodyPublisher body, SendListener listener, BooleanSupplier reused)
            implements BodyPublisher {
        @Override
        public long contentLength() {
            if (!listener.sending(reused.getAsBoolean())) {
                throw new IllegalStateException("the time is up");
            }
            return body.contentLength();
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            body.subscribe(subscriber);
        }
    }

    private record Answer(int status, HttpHeaders headers, InputStream body) implements HttpAnswer {
        @Override
        public String header(String name) {
            return headers.firstValue(name).orElse(null);
        }
    }

    /** Reads what little is left before it is closed, so that the connection can be used again. */
    private static final class Drained extends FilterInputStream {
        Drained(InputStream body) {
            super(body);
        }

        @Override
        public void close() throws IOException {
            try {
                byte[] ignored = in.readNBytes(LITTLE);
            } catch (IOException e) {
                // It is over already.
                return;
            }
            in.close();
        }
    }

    /** Takes no body: the client ends the connection. */
    private static final class Refusing implements BodySubscriber<InputStream> {
        @Override
        public CompletionStage<InputStream> getBody() {
            return CompletableFuture.completedFuture(InputStream.nullInputStream());
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(List<ByteBuffer> item) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
