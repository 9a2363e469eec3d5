package io.exportcomments.transport.retrofit.internal;

import io.exportcomments.port.TransportSettings;
import io.exportcomments.transport.http.spi.HttpRequest;
import io.exportcomments.transport.http.spi.HttpSender;
import io.exportcomments.transport.http.spi.SendListener;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;

/** Carries requests by Retrofit on OkHttp. Thread-safe. */
public final class OkHttpSender implements HttpSender {
    private static final RequestBody NOTHING = RequestBody.create(new byte[0], null);

    private final RestService service;
    private final ExecutorService threads;
    private final @Nullable CallerThreads callers;
    private final boolean lent;

    /** Requests to a service on this stack, which is borrowed. */
    public OkHttpSender(TransportSettings settings, OkHttpStack stack) {
        threads = stack.threads();
        callers = stack.callers();
        lent = !stack.owned();
        OkHttpClient.Builder client =
                stack.adapted().retryOnConnectionFailure(true).addInterceptor(new AnswerInterceptor());
        // The first of them, so that a lent client's own see the answers as they are.
        client.networkInterceptors().add(0, new SendOnceInterceptor());
        service = new Retrofit.Builder()
                .baseUrl(settings.baseUrl().toString())
                .callFactory(new OkHttpRoutes(client.build(), stack.proxies()))
                .build()
                .create(RestService.class);
    }

    @Override
    public Runnable send(HttpRequest request, SendListener listener) {
        OkHttpCall sent = new OkHttpCall(lent ? request.token() : null, request.connection(), listener, threads);
        Call<ResponseBody> call = call(request, sent);
        CallerThread caller = callers == null ? null : callers.current();
        if (caller == null || !caller.take(() -> execute(call, sent), call::cancel)) {
            call.enqueue(sent);
            return call::cancel;
        }
        // An interceptor may wait for the answer, although it must not: then nothing is sent, and the time of the
        // attempt ends it.
        listener.started();
        return caller::abort;
    }

    private static void execute(Call<ResponseBody> call, OkHttpCall sent) {
        Response<ResponseBody> answer;
        try {
            answer = call.execute();
        } catch (Exception e) {
            sent.listener().failed(Interrupts.told(e));
            return;
        } catch (Error e) {
            sent.listener().failed(e);
            throw e;
        }
        sent.onResponse(call, answer);
    }

    @Override
    public <T> CompletableFuture<T> startHere(Supplier<CompletableFuture<T>> start) {
        return callers == null ? start.get() : callers.startHere(start);
    }

    private Call<ResponseBody> call(HttpRequest request, OkHttpCall sent) {
        String url = request.target();
        String token = lent || request.token() == null ? null : request.token().reveal();
        Map<String, String> headers = request.headers();
        RequestBody body = request.body() == null ? NOTHING : RequestBody.create(request.body(), null);
        return switch (request.method()) {
            case "GET" -> service.get(url, headers, token, sent);
            case "DELETE" -> service.delete(url, headers, token, sent);
            case "POST" -> service.post(url, headers, token, body, sent);
            case "PATCH" -> service.patch(url, headers, token, body, sent);
            default -> throw new IllegalArgumentException("No operation uses " + request.method());
        };
    }

    @Override
    public Executor threads() {
        return threads;
    }
}
