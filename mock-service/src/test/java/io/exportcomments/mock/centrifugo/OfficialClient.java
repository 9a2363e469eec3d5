package io.exportcomments.mock.centrifugo;

import io.exportcomments.mock.MockService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One of Centrifugo's clients, with the same words for what it does and says, whichever it is. */
abstract class OfficialClient implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(20);

    /** The last line of one that has ended, which it never should before it is closed. */
    static final String ENDED = "ended";

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    /** How to make one for a mock; it is not connected yet. */
    interface Maker {
        OfficialClient of(MockService mock);
    }

    abstract void connect();

    abstract void disconnect();

    abstract void subscribe(String channel);

    @Override
    public abstract void close();

    /**
     * Told by the client: {@code connecting 3001 shutdown}, {@code connected}, {@code disconnected 3503 why},
     * {@code subscribed channel recovered}, {@code unsubscribed channel}, {@code publication channel 5 json},
     * {@code message json}, {@code token} when it got one, {@code error why}.
     */
    final void heard(String line) {
        said.add(line);
    }

    /** What it says up to the line that begins so, that line last. */
    final List<String> until(String beginning) {
        List<String> lines = new ArrayList<>();
        long deadline = System.nanoTime() + BOUND.toNanos();
        do {
            String line = poll(deadline);
            if (line == null || line.equals(ENDED)) {
                throw new AssertionError(
                        "no «" + beginning + "» within " + BOUND + ", or before the client's end, but " + lines);
            }
            lines.add(line);
        } while (!lines.get(lines.size() - 1).startsWith(beginning));
        return lines;
    }

    private @Nullable String poll(long deadline) {
        try {
            return said.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
