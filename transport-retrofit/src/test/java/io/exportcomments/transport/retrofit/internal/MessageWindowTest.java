package io.exportcomments.transport.retrofit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MessageWindowTest {
    private static final int SIZE = 16;

    private final MessageWindow window = new MessageWindow(SIZE);
    private final AtomicInteger read = new AtomicInteger();

    private Thread reader(int messages) {
        Thread reader = new Thread(() -> {
            try {
                for (int i = 0; i < messages; i++) {
                    window.acquire();
                    read.incrementAndGet();
                }
            } catch (InterruptedException e) {
                read.set(-1);
            }
        });
        reader.start();
        return reader;
    }

    private static void awaitWaiting(Thread reader) {
        while (reader.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aReaderThatHadToWaitGoesOnWhenHalfIsHeard() throws InterruptedException {
        Thread reader = reader(SIZE + 1);
        awaitWaiting(reader);
        for (int i = 1; i < SIZE / 2; i++) {
            window.release();
        }
        reader.join(50);
        assertThat(reader.isAlive()).as("still waits").isTrue();
        assertThat(read).hasValue(SIZE);
        window.release();
        reader.join();
        assertThat(read).hasValue(SIZE + 1);
    }

    @Test
    void noMoreWaitThanThereIsRoomForAndNobodyWaitsForEver() throws InterruptedException {
        int messages = 200_000;
        Thread reader = reader(messages);
        int heard = 0;
        while (heard < messages) {
            int ahead = read.get() - heard;
            assertThat(ahead).isLessThanOrEqualTo(SIZE);
            if (ahead > 0) {
                window.release();
                heard++;
            }
        }
        reader.join();
        assertThat(read).hasValue(messages);
    }

    @Test
    void anInterruptEndsTheWait() throws InterruptedException {
        Thread reader = reader(SIZE + 1);
        awaitWaiting(reader);
        reader.interrupt();
        reader.join();
        assertThat(read).hasValue(-1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(window::acquire).isInstanceOf(InterruptedException.class);
    }
}
