package io.exportcomments.transport.retrofit;

import io.exportcomments.codec.moshi.http.RedirectPolicy;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.port.TransportSettings;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;

/**
 * Leads one exchange from the request to the answer that counts: adds the headers, follows redirects, and keeps an
 * error's body short. Around it are the interceptors of a lent client, within it OkHttp.
 */
final class Conversation implements Interceptor {
    private static final long LONGEST_ERROR = 64 * 1024;

    private final TransportSettings settings;
    private final HttpUrl origin;
    private final RedirectPolicy redirects;

    Conversation(TransportSettings settings) {
        this.settings = settings;
        origin = HttpUrl.get(settings.baseUrl().toString());
        redirects = new RedirectPolicy(settings);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Exchange exchange = Wire.exchange(chain.request());
        exchange.begin();
        Request request = addressed(chain.request(), chain.request().url());
        for (int followed = 0; ; followed++) {
            Response response = ask(chain, request, exchange);
            if (!RedirectPolicy.isRedirect(response.code())) {
                exchange.answered();
                return response.isSuccessful() ? response : withExcerpt(response);
            }
            request = addressed(request, next(response, exchange, followed));
        }
    }

    /** Asks until a connection proves alive: the pool may hold several that the service has closed. */
    private static Response ask(Chain chain, Request request, Exchange exchange) throws IOException {
        while (true) {
            exchange.connecting();
            try {
                return Wire.undisguised(chain.proceed(request));
            } catch (Wire.StaleConnectionException e) {
                // Nothing was written to it, and it is out of the pool.
            } finally {
                exchange.connected();
            }
        }
    }

    private HttpUrl next(Response response, Exchange exchange, int followed) throws IOException {
        try (response) {
            URI target = redirects.follow(
                    exchange.context(),
                    response.request().url().uri(),
                    response.code(),
                    response.header("Location"),
                    followed);
            return HttpUrl.get(target.toString());
        } catch (InvalidRequestException | IllegalArgumentException e) {
            throw new RefusedException(e);
        }
    }

    private Request addressed(Request request, HttpUrl url) {
        Request.Builder builder = request.newBuilder().url(url).header("User-Agent", settings.userAgent());
        if (isAtOrigin(url)) {
            builder.header("X-AUTH-TOKEN", settings.token().reveal());
        } else {
            builder.removeHeader("X-AUTH-TOKEN");
        }
        return builder.build();
    }

    /** Told by where OkHttp will connect to; making a URI of each URL would cost more than all else that is done here. */
    private boolean isAtOrigin(HttpUrl url) {
        return url.scheme().equals(origin.scheme()) && url.host().equals(origin.host()) && url.port() == origin.port();
    }

    /** Keeps the beginning of an error's body, as far as it comes: Retrofit would read all of it, or fail. */
    private static Response withExcerpt(Response response) {
        ResponseBody body = Objects.requireNonNull(response.body(), "an answer of the network has a body");
        Buffer excerpt = new Buffer();
        MediaType type = body.contentType();
        try (body) {
            BufferedSource source = body.source();
            long count = 0;
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

    /** Carries an error of ours through OkHttp, which passes on nothing but an {@link IOException}. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedException(RuntimeException cause) {
            super(cause);
        }
    }
}
