package io.exportcomments.transport.retrofit.internal;

import io.exportcomments.port.ApiToken;
import io.exportcomments.transport.http.spi.ProxyRefusedException;
import io.exportcomments.transport.http.spi.SendListener;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;

/**
 * Leads a request to its answer: adds the token where a lent client must not see it, finds a connection that is alive,
 * and keeps an error's body short. Around it are the interceptors of a lent client, within it OkHttp.
 */
final class AnswerInterceptor implements Interceptor {
    private static final long LONGEST_ERROR = 64 * 1024;
    /** Has a length, and no body. */
    private static final int NOT_MODIFIED = 304;

    private static final Pattern BODY_WHERE_NONE_BELONGS =
            Pattern.compile("HTTP (204|205) had non-zero Content-Length: \\d+");

    @Override
    public Response intercept(Chain chain) throws IOException {
        OkHttpCall call = OkHttpCall.of(chain.request());
        call.listener().started();
        Request request = chain.request();
        ApiToken token = call.token();
        if (token != null) {
            request = request.newBuilder()
                    .header(RestService.TOKEN, token.reveal())
                    .build();
        }
        Response response = ask(chain, request, call.listener());
        return response.isSuccessful() ? response : withExcerpt(response);
    }

    /** Asks until a connection proves alive: the pool may hold several that the service has closed. */
    private static Response ask(Chain chain, Request request, SendListener listener) throws IOException {
        while (true) {
            listener.connecting();
            try {
                return SendOnceInterceptor.undisguised(chain.proceed(request));
            } catch (SendOnceInterceptor.StaleConnectionException e) {
                // Nothing was written to it, and it is out of the pool.
            } catch (SendOnceInterceptor.BrokenException e) {
                return withoutBody(request, e.failure());
            } catch (IOException e) {
                throw refusedByProxy(e) instanceof IOException told ? told : e;
            } catch (Exception e) {
                // OkHttp would pass it on to the thread too, which prints it. Being Kotlin, it does not declare all
                // that it throws.
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                throw new IOException("OkHttp could not carry the request", e);
            } finally {
                listener.connected();
            }
        }
    }

    /** OkHttp fails where a body comes with a status that has none; the status is all that there is to know. */
    private static Response withoutBody(Request request, IOException failure) throws IOException {
        Matcher status = BODY_WHERE_NONE_BELONGS.matcher(String.valueOf(failure.getMessage()));
        if (!(failure instanceof ProtocolException) || !status.matches()) {
            throw failure;
        }
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(Integer.parseInt(status.group(1)))
                .message("")
                .body(ResponseBody.create(new byte[0], null))
                .build();
    }

    /** OkHttp says so in words alone. */
    static Throwable refusedByProxy(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        if (text.equals("Failed to authenticate with proxy")) {
            return new ProxyRefusedException(407);
        }
        return text.matches("Unexpected response code for CONNECT: \\d{3}")
                ? new ProxyRefusedException(Integer.parseInt(text.substring(text.length() - 3)))
                : failure;
    }

    /**
     * Keeps the beginning of an error's body, as far as it comes: Retrofit would read all of it, or fail. That of a
     * redirect says nothing.
     */
    private static Response withExcerpt(Response response) {
        ResponseBody body = Objects.requireNonNull(response.body(), "an answer of the network has a body");
        Buffer excerpt = new Buffer();
        MediaType type = body.contentType();
        try (body) {
            BufferedSource source = body.source();
            long count = response.isRedirect() || response.code() == NOT_MODIFIED ? -1 : 0;
            while (count != -1 && excerpt.size() < LONGEST_ERROR) {
                count = source.read(excerpt, LONGEST_ERROR - excerpt.size());
            }
        } catch (IOException e) {
            // The status says what kind of error it is; the rest of its body would only say more about it.
        }
        return response.newBuilder()
                .body(ResponseBody.create(excerpt, type, excerpt.size()))
                .build();
    }
}
