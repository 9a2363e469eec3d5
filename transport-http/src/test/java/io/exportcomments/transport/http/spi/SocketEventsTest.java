package io.exportcomments.transport.http.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.port.SocketTransport.Listener;
import io.exportcomments.port.SocketTransport.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class SocketEventsTest {
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private final SocketEvents events = new SocketEvents(new NoSocket(), new Hearing(), threads::add);

    @Test
    void aListenerThatThrowsAnErrorHearsWhatComesAfterwards() {
        events.opened();
        events.text("error", () -> taken.add("error"));
        events.text("exception", () -> taken.add("exception"));
        runAll();
        events.text("next", () -> taken.add("next"));
        events.closed(1000, "bye");
        runAll();

        assertThat(heard).containsExactly("open", "next", "closed 1000 bye");
        assertThat(taken).containsExactly("error", "exception", "next");
    }

    @Test
    void theEndIsToldOnceAndNothingAfterIt() {
        assertThat(events.failed(new IllegalStateException("first"))).isTrue();
        assertThat(events.closed(1000, "second")).isFalse();
        events.text("late", () -> taken.add("late"));
        runAll();

        assertThat(heard).containsExactly("failed first");
        assertThat(taken).containsExactly("late");
        assertThat(events.isEnded()).isTrue();
    }

    @Test
    void aSilencedListenerHearsNothingOfWhatWaits() {
        events.opened();
        events.text("waiting", () -> taken.add("waiting"));
        events.silence();
        runAll();

        assertThat(heard).isEmpty();
        assertThat(taken).containsExactly("waiting");
    }

    @Test
    void theEndIsToldThoughTheThreadsAreClosed() throws InterruptedException {
        assertEndIsTold(task -> {
            throw new RejectedExecutionException("closed");
        });
    }

    @Test
    void theEndIsToldThoughNoThreadIsToBeHad() throws InterruptedException {
        assertEndIsTold(task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
    }

    private void assertEndIsTold(Executor none) throws InterruptedException {
        java.util.concurrent.CountDownLatch ended = new java.util.concurrent.CountDownLatch(1);
        SocketEvents orphaned = new SocketEvents(
                new NoSocket(),
                new Hearing() {
                    @Override
                    public void onFailed(Socket socket, Throwable error) {
                        ended.countDown();
                    }
                },
                none);

        orphaned.failed(new IllegalStateException("over"));

        assertThat(ended.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }

    private void runAll() {
        for (Runnable task = threads.poll(); task != null; task = threads.poll()) {
            try {
                task.run();
            } catch (Error e) {
                // A thread of a pool ends by this, and another takes its place.
                heard.remove("never");
            }
        }
    }

    private class Hearing implements Listener {
        @Override
        public void onOpen(Socket socket) {
            heard.add("open");
        }

        @Override
        public void onText(Socket socket, String text) {
            if (text.equals("error")) {
                throw new AssertionError("of the listener");
            }
            if (text.equals("exception")) {
                throw new IllegalStateException("of the listener");
            }
            heard.add(text);
        }

        @Override
        public void onClosed(Socket socket, int code, String reason) {
            heard.add("closed " + code + " " + reason);
        }

        @Override
        public void onFailed(Socket socket, Throwable error) {
            heard.add("failed " + error.getMessage());
        }
    }

    private static final class NoSocket implements Socket {
        @Override
        public void send(String text) {}

        @Override
        public void close(int code, String reason) {}

        @Override
        public void cut() {}
    }
}
