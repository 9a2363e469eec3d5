package io.exportcomments.transport.http.spi;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UnsupportedEncodingException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Undoes how the service compressed a body. */
public final class ContentCoding {
    /** Codings that change the bytes. Source: IANA's registry of content codings. */
    private static final Set<String> OTHERS =
            Set.of("br", "compress", "x-compress", "dcb", "dcz", "deflate", "exi", "pack200-gzip", "zstd");

    private static final String[] NONE = {};
    private static final int MOST = 3;
    private static final byte[] MAGIC = {0x1f, (byte) 0x8b};

    private ContentCoding() {}

    /**
     * Whether a body is compressed with gzip. What is no coding counts for none, as in browsers: nothing,
     * {@code aws-chunked}, left over from uploads to a store of files, and {@code utf-8}, where the charset belongs
     * elsewhere.
     *
     * @throws UnsupportedEncodingException if it is coded otherwise
     */
    public static boolean isGzip(@Nullable String coding) throws UnsupportedEncodingException {
        return timesGzipped(coding) > 0;
    }

    private static int timesGzipped(@Nullable String coding) throws UnsupportedEncodingException {
        int times = 0;
        for (String each :
                coding == null ? NONE : coding.toLowerCase(Locale.ROOT).split(",")) {
            String name = each.strip();
            if (name.equals("gzip") || name.equals("x-gzip")) {
                times++;
            } else if (OTHERS.contains(name)) {
                throw new UnsupportedEncodingException("a coding that was not asked for");
            }
        }
        if (times > MOST) {
            throw new UnsupportedEncodingException("compressed more often than makes sense");
        }
        return times;
    }

    /**
     * The bytes as the service meant them. A broken or cut compression shows when they are read.
     *
     * <p>How often they are compressed is seen by the bytes themselves, once they are at all: two headers may stand for
     * two codings, or for one that was said twice. No result begins as gzip does.
     */
    public static InputStream decoded(HttpAnswer answer) throws IOException {
        if (timesGzipped(answer.header("Content-Encoding")) == 0) {
            return answer.body();
        }
        PushbackInputStream bytes = ahead(answer.body());
        if (!hasMore(bytes)) {
            return bytes;
        }
        int times = 0;
        do {
            bytes = ahead(new GZIPInputStream(new Unending(bytes)));
            times++;
        } while (times < MOST && isGzipped(bytes));
        return bytes;
    }

    private static PushbackInputStream ahead(InputStream bytes) {
        return new PushbackInputStream(bytes, MAGIC.length);
    }

    private static boolean hasMore(PushbackInputStream bytes) throws IOException {
        int first = bytes.read();
        if (first != -1) {
            bytes.unread(first);
        }
        return first != -1;
    }

    private static boolean isGzipped(PushbackInputStream bytes) throws IOException {
        byte[] first = bytes.readNBytes(MAGIC.length);
        bytes.unread(first);
        return Arrays.equals(first, MAGIC);
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
