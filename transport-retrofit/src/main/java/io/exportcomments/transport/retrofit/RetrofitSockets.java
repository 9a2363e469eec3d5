package io.exportcomments.transport.retrofit;

import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.codec.moshi.http.SocketRules;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.TransportSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.net.SocketFactory;
import javax.net.ssl.HostnameVerifier;
import okhttp3.Authenticator;
import okhttp3.CookieJar;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** WebSockets on OkHttp, by the same client as the calls: each on a connection of its own. Thread-safe. */
final class RetrofitSockets implements SocketTransport {
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

    private final TransportSettings settings;
    private final OkHttpClient client;
    private final Executor threads;
    private final LiveExchanges live;
    private final JobCodec codec;

    RetrofitSockets(TransportSettings settings, HttpStack stack, LiveExchanges live, JobCodec codec) {
        this.settings = settings;
        this.threads = stack.threads();
        this.live = live;
        this.codec = codec;
        client = stack.base()
                .newBuilder()
                .connectTimeout(settings.timeouts().connect())
                .readTimeout(settings.timeouts().attempt())
                .writeTimeout(settings.timeouts().attempt())
                .callTimeout(Duration.ZERO)
                .pingInterval(Duration.ZERO)
                .followRedirects(false)
                .followSslRedirects(false)
                .authenticator(Authenticator.NONE)
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                .addInterceptor(RetrofitSockets::withoutExtensions)
                .build();
    }

    /** OkHttp always offers compression, and bounds neither a message nor what it inflates to. */
    private static Response withoutExtensions(Interceptor.Chain chain) throws java.io.IOException {
        Request request = chain.request().newBuilder().removeHeader(EXTENSIONS).build();
        return chain.proceed(request).newBuilder().removeHeader(EXTENSIONS).build();
    }

    @Override
    public Socket open(URI uri, Map<String, String> headers, Listener listener) {
        Request.Builder request =
                new Request.Builder().url(SocketRules.checked(uri).toASCIIString());
        headers.forEach(request::header);
        request.header("User-Agent", settings.userAgent());
        Exchange exchange = new Exchange(ErrorContext.NONE, settings.timeouts());
        Inflow inflow = new Inflow(exchange, "ws".equalsIgnoreCase(uri.getScheme()));
        return new RetrofitSocket(exchange, inflow, codec, live, listener, threads)
                .start(client(exchange, inflow), request.build());
    }

    /** A lent client's own socket factory is kept: then a message's size shows only when all of it is there. */
    private OkHttpClient client(Exchange exchange, Inflow inflow) {
        HostnameVerifier verifier = client.hostnameVerifier();
        OkHttpClient.Builder builder = client.newBuilder().hostnameVerifier((host, session) -> {
            boolean verified = verifier.verify(host, session);
            if (verified) {
                exchange.connected();
                exchange.sending();
            }
            return verified;
        });
        if (client.socketFactory() == SocketFactory.getDefault()) {
            builder.socketFactory(inflow);
        }
        return builder.build();
    }
}
