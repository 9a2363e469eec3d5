package io.exportcomments.transport.retrofit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InterruptedIOException;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterruptsTest {
    @AfterEach
    void clear() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void anInterruptThatTookTheMarkSetsItAgain() {
        InterruptedException failure = new InterruptedException();

        assertThat(Interrupts.told(failure))
                .isInstanceOf(InterruptedIOException.class)
                .hasCause(failure);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aSocketThatTheInterruptClosedIsNoBrokenConnection() {
        SocketException failure = new SocketException("Closed by interrupt");
        assertThat(Interrupts.told(failure)).isSameAs(failure);

        Thread.currentThread().interrupt();

        assertThat(Interrupts.told(failure))
                .isInstanceOf(InterruptedIOException.class)
                .hasCause(failure);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aMistakeIsNoInterrupt() {
        RuntimeException failure = new IllegalStateException();
        Thread.currentThread().interrupt();

        assertThat(Interrupts.told(failure)).isSameAs(failure);
        assertThat(Thread.interrupted()).isTrue();
    }
}
