package io.exportcomments.transport.http.spi;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UnsupportedEncodingException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Undoes how the service compressed a body. */
public final class ContentCoding {
    private ContentCoding() {}

    /**
     * Whether a body is compressed with gzip. What only seems to be a coding counts for none: nothing, and
     * {@code aws-chunked}, left over from uploads to a store of files.
     *
     * @throws UnsupportedEncodingException if it is coded otherwise
     */
    public static boolean isGzip(@Nullable String coding) throws UnsupportedEncodingException {
        if (coding == null) {
            return false;
        }
        boolean gzip = false;
        for (String each : coding.toLowerCase(Locale.ROOT).split(",")) {
            switch (each.strip()) {
                case "", "identity", "aws-chunked" -> {}
                case "gzip", "x-gzip" -> gzip = true;
                default -> throw new UnsupportedEncodingException("a coding that was not asked for");
            }
        }
        return gzip;
    }

    /** The bytes as the service meant them. A broken or cut compression shows when they are read. */
    public static InputStream decoded(HttpAnswer answer) throws IOException {
        InputStream body = answer.body();
        if (!isGzip(answer.header("Content-Encoding"))) {
            return body;
        }
        PushbackInputStream bytes = new PushbackInputStream(new Unending(body), 1);
        int first = bytes.read();
        if (first == -1) {
            return bytes;
        }
        bytes.unread(first);
        return new GZIPInputStream(bytes);
    }

    /** The bytes as the service meant them, or as they came. */
    static InputStream decodedIfPossible(HttpAnswer answer, InputStream raw) {
        try {
            return decoded(answer);
        } catch (IOException e) {
            return raw;
        }
    }

    /** The JDK looks for a further member of gzip only where it is told that there are more bytes. */
    private static final class Unending extends FilterInputStream {
        Unending(InputStream bytes) {
            super(bytes);
        }

        @Override
        public int available() {
            return 1;
        }
    }
}
