package io.exportcomments.transport.retrofit.internal;

import io.exportcomments.transport.http.spi.HttpAnswer;
import java.io.InputStream;
import okhttp3.Headers;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** An answer that OkHttp has read the head of. */
final class OkHttpAnswer implements HttpAnswer {
    private final int status;
    private final Headers headers;
    private final InputStream body;

    OkHttpAnswer(int status, Headers headers, @Nullable ResponseBody body) {
        this.status = status;
        this.headers = headers;
        this.body = body == null ? InputStream.nullInputStream() : body.byteStream();
    }

    /** An answer of which perhaps the status is all that is known. */
    OkHttpAnswer(int status, @Nullable Response response) {
        this(status, response == null ? Headers.of() : response.headers(), response == null ? null : response.body());
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public @Nullable String header(String name) {
        for (int i = 0; i < headers.size(); i++) {
            if (headers.name(i).equalsIgnoreCase(name)) {
                return headers.value(i);
            }
        }
        return null;
    }

    @Override
    public InputStream body() {
        return body;
    }
}
