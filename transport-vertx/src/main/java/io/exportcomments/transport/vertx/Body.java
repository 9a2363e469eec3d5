package io.exportcomments.transport.vertx;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** The body of an answer as it comes, up to a limit. At home until it is over, then for one thread. */
final class Body {
    private final HttpClientResponse response;
    private final long limit;
    private final Queue<byte[]> chunks = new ArrayDeque<>();
    private long size;

    Body(HttpClientResponse response, long limit) {
        this.response = response;
        this.limit = limit;
    }

    /** Collects the body; one of the reader's methods is called, unless the exchange ends before. */
    void collect(Reader reader) {
        response.exceptionHandler(reader::broken);
        response.endHandler(end -> reader.whole());
        response.handler(chunk -> take(chunk, reader));
    }

    private void take(Buffer chunk, Reader reader) {
        if (size >= limit) {
            return;
        }
        chunks.add(chunk.getBytes());
        size += chunk.length();
        if (size >= limit) {
            reader.full();
        }
    }

    /**
     * The bytes as the service meant them, once. A broken or cut compression shows when they are read. They become Okio's on the thread that
     * reads them: its pool of segments is one for each thread, and drained when another thread gives back what this one took.
     */
    BufferedSource source() {
        boolean gzipped = isGzipped();
        okio.Buffer bytes = new okio.Buffer();
        for (byte[] chunk = chunks.poll(); chunk != null; chunk = chunks.poll()) {
            bytes.write(chunk);
        }
        return gzipped ? Okio.buffer(new GzipSource(bytes)) : bytes;
    }

    private boolean isGzipped() {
        @Nullable String coding = response.getHeader("Content-Encoding");
        return coding != null && coding.strip().toLowerCase(Locale.ROOT).equals("gzip") && size > 0;
    }

    /** Who waits for a body. */
    interface Reader {
        /** All of it is there. */
        void whole();

        /** The limit is reached, and what follows is dropped. */
        void full();

        /** The connection broke. */
        void broken(Throwable cause);
    }
}
