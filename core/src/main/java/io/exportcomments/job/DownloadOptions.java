package io.exportcomments.job;

import java.util.Objects;

/**
 * How a result is written to a file.
 *
 * @param replaceExisting whether a file that is there already is replaced, once the new one is whole; otherwise the
 *     download is refused before anything is fetched
 * @param listener hears how far it is
 */
public record DownloadOptions(boolean replaceExisting, DownloadListener listener) {
    /** Replaces what is there, and tells nobody. */
    public static final DownloadOptions DEFAULT = new DownloadOptions(true, DownloadListener.NONE);

    /** Checks that nothing is null. */
    public DownloadOptions {
        Objects.requireNonNull(listener, "listener");
    }

    /** The same with a listener. */
    public DownloadOptions withListener(DownloadListener newListener) {
        return new DownloadOptions(replaceExisting, newListener);
    }

    /** The same, refusing to replace a file. */
    public DownloadOptions keepExisting() {
        return new DownloadOptions(false, listener);
    }
}
