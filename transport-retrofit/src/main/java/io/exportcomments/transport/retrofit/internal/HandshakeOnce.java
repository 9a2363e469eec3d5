package io.exportcomments.transport.retrofit.internal;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;

/**
 * Notices when OkHttp is about to ask for a handshake once more, as it does after an answer of 503 that says to come
 * back at once. Cookies are the one thing that it asks for before each request of a WebSocket; there are none.
 */
final class HandshakeOnce implements CookieJar {
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Runnable again;

    HandshakeOnce(Runnable again) {
        this.again = again;
    }

    @Override
    public List<Cookie> loadForRequest(HttpUrl url) {
        if (!asked.compareAndSet(false, true)) {
            again.run();
        }
        return List.of();
    }

    @Override
    public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
        // None is kept.
    }
}
