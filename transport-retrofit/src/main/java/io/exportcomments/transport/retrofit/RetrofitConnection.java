package io.exportcomments.transport.retrofit;

import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.codec.moshi.WebhookCodec;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RowReader;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.port.WebhookTransport;
import okhttp3.Authenticator;
import okhttp3.CookieJar;
import okhttp3.OkHttpClient;
import retrofit2.Retrofit;

/** An open way to the service on Retrofit. Thread-safe. */
final class RetrofitConnection implements Transport {
    private final HttpStack stack;
    private final LiveExchanges live = new LiveExchanges();
    private final JobCodec codec;
    private final JobTransport jobs;
    private final WebhookTransport webhooks;
    private final SocketTransport sockets;

    RetrofitConnection(TransportSettings settings, HttpStack stack) {
        this.stack = stack;
        codec = new JobCodec(settings.baseUrl(), settings.token());
        Retrofit retrofit = new Retrofit.Builder()
                .baseUrl(settings.baseUrl().toString())
                .client(client(settings, stack.base()))
                .build();
        Questions questions = new Questions(codec, settings.timeouts(), live, stack.threads());
        jobs = new RetrofitJobs(retrofit.create(JobService.class), codec, questions);
        webhooks = new RetrofitWebhooks(
                retrofit.create(WebhookService.class), new WebhookCodec(settings.token()), questions);
        sockets = new RetrofitSockets(settings, stack, live, codec);
    }

    /** OkHttp's own time for a whole call is off: an {@link Exchange} measures it, since a file's body is not bounded by it. */
    private static OkHttpClient client(TransportSettings settings, OkHttpClient base) {
        OkHttpClient.Builder builder = base.newBuilder()
                .connectTimeout(settings.timeouts().connect())
                .readTimeout(settings.timeouts().attempt())
                .writeTimeout(settings.timeouts().attempt())
                .callTimeout(java.time.Duration.ZERO)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(true)
                .authenticator(Authenticator.NONE)
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                .addInterceptor(new Conversation(settings));
        // The first of them, so that a lent client's own see the answers as they are.
        builder.networkInterceptors().add(0, new Wire());
        return builder.build();
    }

    @Override
    public JobTransport jobs() {
        return jobs;
    }

    @Override
    public WebhookTransport webhooks() {
        return webhooks;
    }

    @Override
    public SocketTransport sockets() {
        return sockets;
    }

    @Override
    public RowReader rows() {
        return codec.rows();
    }

    @Override
    public void close() {
        live.close();
        stack.close();
    }
}
