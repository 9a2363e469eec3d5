package io.exportcomments.transport.retrofit;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ExportCommentsException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

/**
 * A call on its way, and the future that it completes: with the answer, or with an error of core. Whoever completes the future
 * before, by cancelling it or otherwise, aborts the call.
 *
 * @param <T> what the caller gets
 */
final class PendingCall<T> implements Callback<ResponseBody> {
    private final Exchange exchange;
    private final Call<ResponseBody> call;
    private final Answer<T> answer;
    private final LiveExchanges live;
    private final Executor threads;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private final Runnable closing = this::close;

    PendingCall(Exchange exchange, Call<ResponseBody> call, Answer<T> answer, LiveExchanges live, Executor threads) {
        this.exchange = exchange;
        this.call = call;
        this.answer = answer;
        this.live = live;
        this.threads = threads;
    }

    CompletableFuture<T> start() {
        exchange.onTimeout(this::timeOut);
        future.whenComplete((value, error) -> over(error));
        live.add(closing);
        if (!future.isDone()) {
            call.enqueue(this);
        }
        return future;
    }

    @Override
    public void onResponse(Call<ResponseBody> ignored, Response<ResponseBody> response) {
        try {
            T value = answer.of(response);
            exchange.untimed();
            if (!future.complete(value) && value instanceof AutoCloseable unwanted) {
                closeUnwanted(unwanted);
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    @Override
    public void onFailure(Call<ResponseBody> ignored, Throwable failure) {
        fail(failure);
    }

    private void fail(Throwable failure) {
        exchange.untimed();
        future.completeExceptionally(
                live.isClosed() ? new ClientClosedException(exchange.context(), null) : Failures.of(exchange, failure));
    }

    /** The call may be where cancelling does not reach, such as a look-up of the host's name, so it is not waited for. */
    private void timeOut() {
        call.cancel();
        try {
            threads.execute(() -> fail(new InterruptedIOException("timeout")));
        } catch (RejectedExecutionException e) {
            close();
        }
    }

    private void close() {
        future.completeExceptionally(new ClientClosedException(exchange.context(), null));
    }

    private void over(@Nullable Throwable error) {
        live.remove(closing);
        if (error != null) {
            exchange.untimed();
            call.cancel();
        }
    }

    private static void closeUnwanted(AutoCloseable value) {
        try {
            value.close();
        } catch (Exception e) {
            // Nobody reads it any more, so nobody misses the end of it.
        }
    }

    /** Makes of Retrofit's response what the caller gets. */
    @FunctionalInterface
    interface Answer<T> {
        /** The value; throws an {@link ExportCommentsException} for an answer that is none. */
        T of(Response<ResponseBody> response) throws IOException;
    }
}
