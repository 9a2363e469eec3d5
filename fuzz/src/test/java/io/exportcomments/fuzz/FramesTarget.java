package io.exportcomments.fuzz;

import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.update.websocket.internal.FrameMessages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The input is a text frame. */
final class FramesTarget implements FuzzTarget {
    private final FrameMessages frames =
            new FrameMessages(new JobCodec(URI.create("https://exportcomments.com"), Secrets.API_TOKEN));

    @Override
    public boolean take(byte[] input) {
        String frame = new String(input, StandardCharsets.UTF_8);
        List<?> messages = frames.read(frame, Secrets::assertNotIn);
        // A blank before it keeps the reader from its short cut for what comes most often. Before a byte order mark,
        // nothing may come.
        String later = frame.lines().collect(Collectors.joining("\n "));
        boolean lines = frame.indexOf('\r') < 0
                && frame.indexOf('\uFEFF') != 0
                && !frame.isBlank()
                && frame.lines().noneMatch(String::isEmpty);
        if (lines && !Objects.equals(messages, frames.read(" " + later, Secrets::assertNotIn))) {
            throw new AssertionError("Read in two ways: " + messages);
        }
        return messages != null && !messages.isEmpty();
    }
}
