package io.exportcomments.update.websocket.internal;

import io.exportcomments.codec.moshi.JobCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads frames, from outside of their package. */
public final class FrameMessages {
    private final FrameReader reader;

    /** With this codec for what was published. */
    public FrameMessages(JobCodec codec) {
        reader = new FrameReader(codec);
    }

    /** The messages of a frame; null if it is refused, with what was said of that. */
    public @Nullable List<?> read(String frame, java.util.function.Consumer<Throwable> refused) {
        try {
            return reader.read(frame);
        } catch (RealtimeException e) {
            refused.accept(e);
            return null;
        }
    }
}
