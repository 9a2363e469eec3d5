package io.exportcomments.internal.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.RowReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams and rows. Pauses are over as soon as they begin, unless a test holds them. */
@Timeout(30)
class ResumingStreamTest {
    private final VirtualTime held = new VirtualTime();
    private final FileService service = new FileService();
    private final CountDownLatch pausing = new CountDownLatch(1);
    private boolean hold;

    /** One row for each byte; a byte 1 is an error of the reader. */
    private final RowReader bytesAsRows = json -> new Iterator<>() {
        private @Nullable Integer ahead;

        @Override
        public boolean hasNext() {
            if (ahead == null) {
                ahead = one(json);
            }
            return ahead >= 0;
        }

        @Override
        public Map<String, @Nullable Object> next() {
            int value = hasNext() && ahead != null ? ahead : -1;
            ahead = null;
            if (value == 1) {
                throw new UnreadableAnswerException(ErrorContext.NONE, "x", null);
            }
            return Map.of("byte", (long) value);
        }
    };

    private final Downloads downloads = new Downloads(service, new Impatient(), Runnable::run, bytesAsRows);

    private static int one(InputStream stream) {
        try {
            return stream.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs what is scheduled at once. */
    private final class Impatient implements io.exportcomments.port.Timekeeper {
        @Override
        public java.time.Instant now() {
            return held.now();
        }

        @Override
        public long nanoTime() {
            return held.nanoTime();
        }

        @Override
        public double random() {
            return held.random();
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            pausing.countDown();
            if (hold) {
                return held.schedule(delay, task);
            }
            task.run();
            return () -> {};
        }
    }

    private InputStream open() {
        return downloads.open(FileService.JOB, ResultFormat.JSON).join();
    }

    @Test
    void aStreamGivesTheWholeFile() throws IOException {
        try (InputStream stream = open()) {
            assertThat(stream.readAllBytes()).isEqualTo(service.content);
        }
        assertThat(service.open).isZero();
    }

    @Test
    void breaksAreNotNoticed() throws IOException {
        service.breaks.addAll(List.of(1, 0, 100_000, -1, 5_000));
        try (InputStream stream = open()) {
            assertThat(stream.readAllBytes()).isEqualTo(service.content);
        }
        assertThat(service.ranges)
                .extracting(FileRange::offset)
                .containsExactly(0L, 1L, 1L, 100_001L, 100_001L, 105_001L);
        assertThat(service.open).isZero();
    }

    @Test
    void aBreakThatCannotBeResumedIsAnError() throws IOException {
        service.validator = Optional.empty();
        service.breaks.add(100_000);
        try (InputStream stream = open()) {
            assertThatThrownBy(stream::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(ConnectionException.class)
                    .hasMessageContaining("job j1")
                    .hasMessageContaining("100000 of 300000 bytes");
        }
        assertThat(service.ranges).hasSize(1);
    }

    @Test
    void twoFilesAreNeverMixed() throws IOException {
        service.breaks.add(100_000);
        try (InputStream stream = open()) {
            assertThat(stream.readNBytes(100_000)).hasSize(100_000);
            service.validator = Optional.of("\"v2\"");
            assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasMessageContaining("has changed");
        }
        assertThat(service.open).isZero();
    }

    @Test
    void breaksWithoutANewByteComeToAnEnd() throws IOException {
        service.breaks.addAll(List.of(100_000, 0, 0, 0, 0, 0, 0, 0));
        try (InputStream stream = open()) {
            assertThatThrownBy(stream::readAllBytes).hasCauseInstanceOf(ConnectionException.class);
        }
        assertThat(service.ranges).hasSize(6);
    }

    @Test
    void aFileThatIsGoneMeanwhileIsAnErrorAtOnce() throws IOException {
        service.breaks.add(100_000);
        try (InputStream stream = open()) {
            service.onOpen = (link, range) -> CompletableFuture.failedFuture(
                    new NotFoundException(ErrorContext.of(Operation.FILE, null).answered(404, null, null), null));
            assertThatThrownBy(stream::readAllBytes).hasCauseInstanceOf(NotFoundException.class);
        }
        assertThat(service.asked).hasSize(3).endsWith("get j1");
    }

    @Test
    void aBodyThatEndsEarlyIsResumed() throws IOException {
        byte[] whole = service.content;
        var then = service.onOpen;
        service.onOpen = (link, range) -> CompletableFuture.completedFuture(new RemoteFile(
                new java.io.ByteArrayInputStream(whole, 0, 7),
                0,
                OptionalLong.of(whole.length),
                Optional.empty(),
                service.validator));
        try (InputStream stream = open()) {
            service.onOpen = then;
            assertThat(stream.readAllBytes()).isEqualTo(whole);
        }
    }

    @Test
    void closingEndsAReaderThatWaitsForTheNextTry() throws Exception {
        hold = true;
        service.breaks.add(10);
        InputStream stream = open();
        CompletableFuture<byte[]> reader = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                reader.complete(stream.readAllBytes());
            } catch (IOException e) {
                reader.completeExceptionally(e);
            }
        });
        thread.start();
        assertThat(pausing.await(10, TimeUnit.SECONDS)).isTrue();
        stream.close();
        assertThatThrownBy(() -> reader.get(10, TimeUnit.SECONDS)).hasMessageContaining("closed");
        thread.join(10_000);
        assertThat(held.waiting()).isZero();
        assertThat(service.ranges).hasSize(1);
    }

    @Test
    void interruptingEndsAReaderThatWaitsForTheNextTry() throws Exception {
        hold = true;
        service.breaks.add(10);
        InputStream stream = open();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                stream.readAllBytes();
                interrupted.complete(false);
            } catch (IOException e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
            }
        });
        thread.start();
        assertThat(pausing.await(10, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
        stream.close();
    }

    @Test
    void closingTheClientEndsOpenStreams() {
        InputStream stream = open();
        downloads.close();
        assertThatThrownBy(stream::read)
                .isInstanceOf(IOException.class)
                .hasCauseInstanceOf(ClientClosedException.class);
        assertThat(service.open).isZero();
    }

    @Test
    void anOpeningThatFailsNamesTheJob() {
        service.breaks.addAll(List.of(-1, -1));
        CompletableFuture<InputStream> opening = downloads.open(FileService.JOB, ResultFormat.JSON);
        Throwable error =
                opening.handle((stream, failure) -> Failures.unwrap(failure)).join();
        assertThat(error)
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> assertThat(e.context().guid()).contains(JobGuid.of("j1")));
    }

    @Test
    void aPageInPlaceOfTheResultIsAnErrorBeforeItsFirstByte() throws IOException {
        service.content = "<html>Log in</html>".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(this::open)
                .hasCauseInstanceOf(UnreadableAnswerException.class)
                .hasMessageContaining("job j1")
                .hasMessageContaining("Log in");
        service.content = new byte[0];
        assertThatThrownBy(this::open).hasCauseInstanceOf(UnreadableAnswerException.class);
        assertThat(service.open).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Maintenance</html>", "{\"error\":\"no\"}", "null", ""})
    void whatStandsInPlaceOfTheResultForAMomentIsAskedForAgain(String body) throws IOException {
        byte[] result = service.content;
        var usual = service.onOpen;
        service.onOpen = (link, range) -> {
            service.content = service.asked.size() < 3 ? body.getBytes(StandardCharsets.UTF_8) : result;
            return usual.apply(link, range);
        };
        try (InputStream stream = open()) {
            assertThat(stream.readAllBytes()).isEqualTo(result);
        }
        assertThat(service.open).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"message\":\"one\"},{\"mess",
                "[{\"message\":\"one\"}",
                "[",
                "[{\"message\":\"one\"},\n  ",
                "[{\"replies\":[1]",
                "[{\"message\":\"[one]",
                "[{\"message\":\"a quote: \\\"]"
            })
    void jsonThatBreaksOffIsNotTakenForWhole(String body) throws IOException {
        service.content = body.getBytes(StandardCharsets.UTF_8);
        service.announcesLength = false;
        try (InputStream stream = open()) {
            byte[] read = stream.readNBytes(body.length());
            assertThat(read).isEqualTo(service.content);
            assertThatThrownBy(stream::read)
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(UnreadableAnswerException.class)
                    .hasMessageContaining("the file breaks off");
        }
        assertThat(service.open).isZero();
    }

    @Test
    void anObjectOfRowsThatBreaksOffBehindOneIsNotTakenForWhole() throws IOException {
        String body = "{\"comments\":[{\"message\":\"" + "x".repeat(2_000) + "\"},{\"message\":\"two\"}";
        service.content = body.getBytes(StandardCharsets.UTF_8);
        service.announcesLength = false;
        try (InputStream stream = open()) {
            assertThat(stream.readNBytes(body.length())).isEqualTo(service.content);
            assertThatThrownBy(stream::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the file breaks off");
        }
    }

    @Test
    void longJsonThatBreaksOffIsNotTakenForWhole() throws IOException {
        service.content[service.content.length - 1] = ',';
        try (InputStream stream = open()) {
            assertThatThrownBy(() -> stream.transferTo(java.io.OutputStream.nullOutputStream()))
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(UnreadableAnswerException.class);
        }
    }

    @Test
    void aMissingFileIsAskedForAgain() throws IOException {
        service.missing = 3;
        try (InputStream stream = open()) {
            assertThat(stream.readAllBytes()).isEqualTo(service.content);
        }
    }

    @Test
    void closingTheClientEndsAnOpeningThatWaits() {
        hold = true;
        service.missing = 3;
        CompletableFuture<InputStream> opening = downloads.open(FileService.JOB, ResultFormat.JSON);
        downloads.close();
        assertThat(opening.handle((stream, failure) -> Failures.unwrap(failure)).join())
                .isInstanceOf(ClientClosedException.class);
        assertThat(held.waiting()).isZero();
    }

    @Test
    void cancellingAnOpeningAbortsIt() {
        service.onOpen = (link, range) -> new CompletableFuture<>();
        downloads.open(FileService.JOB, ResultFormat.JSON).cancel(false);
        assertThat(service.exchanges)
                .singleElement()
                .satisfies(e -> assertThat(e).isCancelled());
    }

    private Stream<Map<String, @Nullable Object>> rows() {
        service.onOpen = (link, range) -> CompletableFuture.completedFuture(new RemoteFile(
                new Counted(service.content), 0, OptionalLong.empty(), Optional.empty(), Optional.empty()));
        return downloads.rows(FileService.JOB).join();
    }

    private final class Counted extends java.io.ByteArrayInputStream {
        Counted(byte[] bytes) {
            super(bytes);
            service.open++;
        }

        @Override
        public void close() {
            service.open = 0;
        }
    }

    @Test
    void rowsAreReadAsTheyAreAskedForAndTheFileIsClosedAtTheEnd() {
        service.content = new byte[] {'[', 8, 9};
        assertThat(rows().map(row -> row.get("byte"))).containsExactly((long) '[', 8L, 9L);
        assertThat(service.open).isZero();
    }

    @Test
    void rowsThatAreNotReadToTheEndAreClosedWithTheStream() {
        service.content = new byte[] {'[', 1};
        try (Stream<Map<String, @Nullable Object>> rows = rows()) {
            assertThat(rows.iterator().next()).containsEntry("byte", (long) '[');
            assertThat(service.open).isOne();
        }
        assertThat(service.open).isZero();
    }

    @Test
    void rowsThatCannotBeReadNameTheJobAndCloseTheFile() {
        service.content = new byte[] {'[', 1};
        assertThatThrownBy(() -> rows().forEach(row -> {}))
                .isInstanceOfSatisfying(
                        UnreadableAnswerException.class,
                        e -> assertThat(e.context().guid()).contains(JobGuid.of("j1")));
        assertThat(service.open).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"status\":\"error\",\"data\":[]}", "{\"success\":false,\"comments\":[]}"})
    void anErrorWithAnEmptyListIsNotAResultWithoutRows(String body) {
        service.content = body.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> rows().forEach(row -> {}))
                .isInstanceOf(UnreadableAnswerException.class)
                .hasMessageContaining("job j1")
                .hasMessageContaining("not the JSON result");
        assertThat(service.open).isZero();
    }

    @Test
    void rowsOfABrokenFileFailWithTheBreak() {
        service.validator = Optional.empty();
        service.content = new byte[] {'[', 8, 9};
        service.breaks.add(1);
        Downloads plain = new Downloads(service, new Impatient(), Runnable::run, json -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Map<String, @Nullable Object> next() {
                return Map.of("byte", (long) one(json));
            }
        });
        assertThatThrownBy(() -> plain.rows(FileService.JOB).join().forEach(row -> {}))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("1 of 3 bytes");
        assertThat(service.open).isZero();
    }
}
