package io.exportcomments.internal.download;

import io.exportcomments.internal.log.LibraryLog;
import io.exportcomments.job.DownloadListener;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Tells a listener how much was read, in steps, and at the end. For one thread at a time. */
final class CountedStream extends FilterInputStream {
    private static final int STEP = 64 * 1024;

    private final OptionalLong total;
    private final DownloadListener listener;
    private long position;
    private long told;
    private boolean failed;

    CountedStream(InputStream file, OptionalLong total, DownloadListener listener) {
        super(file);
        this.total = total;
        this.listener = listener;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        position += Math.max(0, count);
        if (position - told >= STEP || (count < 0 && position > told)) {
            told = position;
            tell();
        }
        return count;
    }

    private void tell() {
        try {
            listener.progress(position, total);
        } catch (RuntimeException e) {
            if (!failed) {
                failed = true;
                LibraryLog.get()
                        .log(System.Logger.Level.WARNING, "A download listener failed; the download goes on", e);
            }
        }
    }
}
