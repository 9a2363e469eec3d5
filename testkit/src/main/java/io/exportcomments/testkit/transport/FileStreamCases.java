package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.TransportProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file is read as it comes, to its end or to where its reader stops. */
abstract class FileStreamCases extends FileTestCases {
    FileStreamCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"})
    void aCutFileIsAnErrorAndNeverAnEnd(String answer) throws IOException {
        server.reply(Reply.rawThenClose("HTTP/1.1 200 OK\r\n" + answer));

        try (RemoteFile file = answer(open(FileRange.WHOLE))) {
            assertThat(file.stream().readNBytes(3)).isEqualTo("abc".getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> file.stream().read())
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(ConnectionException.class)
                    .hasMessageContaining("the answer broke off after the request was sent");
        }
    }

    @Test
    void aLargeFileComesWhole() throws IOException {
        int blocks = 512;
        byte[] block = new byte[64 * 1024];
        for (int i = 0; i < block.length; i++) {
            block[i] = (byte) (i * 31);
        }
        server.reply((request, peer) -> {
            peer.head(200, "Content-Length: " + (long) blocks * block.length);
            for (int i = 0; i < blocks; i++) {
                peer.send(block);
            }
        });

        try (RemoteFile file = answer(open(FileRange.WHOLE))) {
            for (int i = 0; i < blocks; i++) {
                assertThat(java.util.Arrays.equals(file.stream().readNBytes(block.length), block))
                        .isTrue();
            }
            assertThat(file.stream().read()).isEqualTo(-1);
        }
    }

    @Test
    void closingAFileEarlyHangsUp() throws IOException {
        server.reply((request, peer) -> {
            peer.head(200, "Content-Length: 1000000");
            peer.send("abc");
            peer.awaitHangUp();
        });

        RemoteFile file = answer(open(FileRange.WHOLE));
        assertThat(file.stream().read()).isEqualTo('a');
        file.close();
        file.close();

        server.awaitEnd(1);
        assertThatThrownBy(() -> file.stream().read()).isInstanceOf(IOException.class);
    }

    @Test
    void closingAFileFromAnotherThreadWakesItsReader() throws IOException {
        server.reply((request, peer) -> {
            peer.head(200, "Content-Length: 1000000");
            peer.send("abc");
            peer.awaitHangUp();
        });
        RemoteFile file = answer(open(FileRange.WHOLE));
        assertThat(file.stream().readNBytes(3)).hasSize(3);
        CompletableFuture<Throwable> reader = CompletableFuture.supplyAsync(() -> {
            try {
                return new AssertionError("read " + file.stream().read());
            } catch (IOException e) {
                return e;
            }
        });

        file.close();

        assertThat(answer(reader)).isInstanceOf(IOException.class);
        server.awaitEnd(1);
    }

    @Test
    void aFileThatWasReadToItsEndLeavesTheConnectionForTheNextCall() throws IOException {
        server.reply(Reply.bytes(200, ABC), Reply.json(200, JOB));
        JobTransport jobs = jobs();
        try (RemoteFile file = answer(jobs.open(link(), FileRange.WHOLE))) {
            assertThat(file.stream().readAllBytes()).hasSize(10);
        }

        answer(jobs.get(GUID));

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aSlowReaderHoldsTheServiceBack() throws IOException {
        long all = 256L * 1024 * 1024;
        byte[] block = new byte[64 * 1024];
        server.reply((request, peer) -> {
            peer.head(200, "Content-Length: " + all);
            for (long sent = 0; sent < all; sent += block.length) {
                peer.send(block);
            }
        });

        try (RemoteFile file = answer(open(FileRange.WHOLE))) {
            assertThat(file.stream().read()).isZero();
            assertThat(sentWhenItStops()).isLessThan(32L * 1024 * 1024);
            assertThat(file.stream().readNBytes(48 * 1024 * 1024)).hasSize(48 * 1024 * 1024);
        }
        server.awaitEnd(1);
    }

    /** The count stands still when buffers are full: between two looks some time apart nothing more was taken. */
    private long sentWhenItStops() {
        long before = -1;
        long now = server.connection(1).sent();
        java.util.concurrent.CountDownLatch never = new java.util.concurrent.CountDownLatch(1);
        while (now != before && now < 64L * 1024 * 1024) {
            try {
                assertThat(never.await(200, java.util.concurrent.TimeUnit.MILLISECONDS))
                        .isFalse();
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
            before = now;
            now = server.connection(1).sent();
        }
        return now;
    }
}
