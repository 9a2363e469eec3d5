package io.exportcomments.internal.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.LocalFileException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.ServiceException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.job.DownloadListener;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.RemoteFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileDownloadTest {
    @TempDir
    Path directory;

    private final VirtualTime time = new VirtualTime();
    private final FileService service = new FileService();
    private final Downloads downloads =
            new Downloads(service, time, Runnable::run, json -> Collections.emptyIterator());
    private Path target = Path.of("");

    @BeforeEach
    void chooseTarget() {
        target = directory.resolve("comments.json");
    }

    private CompletableFuture<Path> download() {
        return download(DownloadOptions.DEFAULT);
    }

    private CompletableFuture<Path> download(DownloadOptions options) {
        return downloads.toFile(FileService.JOB, ResultFormat.JSON, target, options);
    }

    private CompletableFuture<Path> downloadAllOfIt() {
        CompletableFuture<Path> download = download();
        time.advance(Duration.ofMinutes(5));
        return download;
    }

    private static Throwable errorOf(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        return future.handle((value, failure) -> Failures.unwrap(failure)).join();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private void assertWhole(CompletableFuture<Path> download) throws IOException {
        assertThat(download).isCompletedWithValue(target);
        assertThat(target).hasBinaryContent(service.content);
        assertNothingElseLeft("comments.json");
    }

    private void assertNothingElseLeft(String... names) throws IOException {
        assertThat(names()).containsExactly(names);
        assertThat(service.open).isZero();
        assertThat(time.waiting()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 65_535, 65_536, 65_537, 300_000})
    void aFileIsWrittenWhole(int length) throws IOException {
        service.content = FileService.bytes(length, 7);
        assertWhole(download());
        assertThat(service.ranges).containsExactly(FileRange.WHOLE);
    }

    @Test
    void aFileWithoutAnnouncedLengthIsWrittenWhole() throws IOException {
        service.announcesLength = false;
        assertWhole(download());
    }

    @Test
    void aBreakIsResumedWhereItBroke() throws IOException {
        service.breaks.addAll(List.of(100_001, 50_000));
        assertWhole(downloadAllOfIt());
        assertThat(service.ranges)
                .containsExactly(
                        FileRange.WHOLE,
                        FileRange.from(100_001, Optional.of("\"v1\"")),
                        FileRange.from(150_001, Optional.of("\"v1\"")));
    }

    @Test
    void aCutBodyIsNotTakenForWhole() throws IOException {
        byte[] whole = service.content;
        service.onOpen = onceCut(service.onOpen, whole.length);
        assertWhole(downloadAllOfIt());
        assertThat(service.ranges).hasSize(1);
    }

    private static BiFunction<URI, FileRange, CompletableFuture<RemoteFile>> onceCut(
            BiFunction<URI, FileRange, CompletableFuture<RemoteFile>> then, int length) {
        List<FileRange> asked = new ArrayList<>();
        return (link, range) -> {
            asked.add(range);
            return asked.size() > 1
                    ? then.apply(link, range)
                    : CompletableFuture.completedFuture(new RemoteFile(
                            InputStream.nullInputStream(),
                            0,
                            OptionalLong.of(length),
                            Optional.empty(),
                            Optional.empty()));
        };
    }

    @Test
    void withoutAValidatorItBeginsAnew() throws IOException {
        service.validator = Optional.empty();
        service.breaks.addAll(List.of(100_000, 200_000));
        assertWhole(downloadAllOfIt());
        assertThat(service.ranges).containsOnly(FileRange.WHOLE).hasSize(3);
    }

    @Test
    void aFileThatChangedMeanwhileIsFetchedAnew() throws IOException {
        service.breaks.add(100_000);
        CompletableFuture<Path> download = download();
        service.content = FileService.bytes(200_000, 2);
        service.validator = Optional.of("\"v2\"");
        time.advance(Duration.ofMinutes(1));
        assertWhole(download);
    }

    @Test
    void aRestThatIsNotOfTheSameFileIsNotMixedIn() throws IOException {
        service.breaks.add(100_000);
        CompletableFuture<Path> download = download();
        byte[] other = FileService.bytes(250_000, 3);
        service.content = other;
        service.onOpen = restOfAnother(service.onOpen);
        time.advance(Duration.ofMinutes(1));
        assertWhole(download);
    }

    /** A service that sends the asked part without minding the validator. */
    private BiFunction<URI, FileRange, CompletableFuture<RemoteFile>> restOfAnother(
            BiFunction<URI, FileRange, CompletableFuture<RemoteFile>> then) {
        return (link, range) -> {
            service.validator = range.validator();
            CompletableFuture<RemoteFile> answer = then.apply(link, range);
            service.validator = Optional.of("\"v2\"");
            return answer;
        };
    }

    @Test
    void aServiceThatKnowsNoRangesIsReadAnew() throws IOException {
        service.honoursRanges = false;
        service.breaks.addAll(List.of(100_000, 120_000));
        assertWhole(downloadAllOfIt());
    }

    @Test
    void aRefusedRangeLeadsToTheWhole() throws IOException {
        service.breaks.add(100_000);
        BiFunction<URI, FileRange, CompletableFuture<RemoteFile>> then = service.onOpen;
        service.onOpen = (link, range) -> range.offset() > 0
                ? CompletableFuture.failedFuture(new InvalidRequestException(
                        ErrorContext.of(Operation.FILE, null).answered(416, null, null), null))
                : then.apply(link, range);
        assertWhole(downloadAllOfIt());
    }

    @Test
    void aBreakAfterTheLastByteIsNone() throws IOException {
        service.breaks.add(300_000);
        assertWhole(download());
        assertThat(service.ranges).hasSize(1);
    }

    @Test
    void openingAgainMayFailForAWhile() throws IOException {
        service.breaks.addAll(List.of(100_000, -1, -1, -1));
        assertWhole(downloadAllOfIt());
    }

    @Test
    void theFirstOpeningIsRepeatedOnceAfterABreak() throws IOException {
        service.breaks.add(-1);
        assertWhole(downloadAllOfIt());
        assertThat(service.ranges).hasSize(2);
    }

    @Test
    void theFirstOpeningIsRepeatedOnceAlone() throws IOException {
        service.breaks.addAll(List.of(-1, -1));
        assertThat(errorOf(downloadAllOfIt()))
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> assertThat(e.context().guid()).contains(JobGuid.of("j1")));
        assertNothingElseLeft();
    }

    @Test
    void breaksWithNewBytesGoOnForever() throws IOException {
        service.breaks.addAll(Collections.nCopies(29, 10_000));
        assertWhole(downloadAllOfIt());
    }

    @Test
    void fiveBreaksWithoutANewByteAreTheEnd() throws IOException {
        service.breaks.addAll(List.of(100_000, 0, 0, 0, 0, 0, 0));
        assertThat(errorOf(downloadAllOfIt()))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("100000 of 300000 bytes")
                .hasMessageContaining("j1");
        assertThat(service.ranges).hasSize(6);
        assertNothingElseLeft();
    }

    @Test
    void thePausesGrowAndNothingIsSentBefore() {
        service.breaks.addAll(List.of(100_000, 0, 0));
        download();
        time.advance(Duration.ofMillis(249));
        assertThat(service.ranges).hasSize(1);
        time.advance(Duration.ofMillis(251));
        assertThat(service.ranges).hasSize(2);
        time.advance(Duration.ofMillis(499));
        assertThat(service.ranges).hasSize(2);
        time.advance(Duration.ofMillis(501));
        assertThat(service.ranges).hasSize(3);
    }

    @Test
    void aFileThatIsGoneIsSaidSo() throws IOException {
        service.onOpen = (link, range) -> CompletableFuture.failedFuture(
                new NotFoundException(ErrorContext.of(Operation.FILE, null).answered(404, null, null), null));
        assertThat(errorOf(downloadAllOfIt()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("job j1")
                .hasMessageContaining("deleted some days after");
        assertThat(service.asked).hasSize(8).containsOnlyOnce("get j1");
        assertNothingElseLeft();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTransportThatThrowsAtTheNextOpeningEndsIt(boolean asAStream) throws IOException {
        service.onOpen = (link, range) -> {
            if (!service.asked.isEmpty()) {
                throw new IllegalStateException("broken");
            }
            return CompletableFuture.failedFuture(FileService.brokenConnection());
        };
        CompletableFuture<?> reading = asAStream ? downloads.open(FileService.JOB, ResultFormat.JSON) : download();
        time.advance(Duration.ofMinutes(5));
        assertThat(errorOf(reading)).isInstanceOf(IllegalStateException.class).hasMessage("broken");
        assertNothingElseLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 12, 20, 30})
    void aFileMayFollowItsJobWithinHalfAMinute(int seconds) throws IOException {
        service.missing = 99;
        time.schedule(Duration.ofSeconds(seconds), () -> service.missing = 0);
        CompletableFuture<Path> download = download();
        time.advance(Duration.ofSeconds(36));
        assertWhole(download);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 405, 409, 410, 423, 499})
    void anAnswerOfSomethingBetweenIsNotTakenForTheFiles(int status) throws IOException {
        ErrorContext page = ErrorContext.of(Operation.FILE, null)
                .answered(status, null, null)
                .byIntermediary();
        odd(new PermissionException(page, null), 3);
        CompletableFuture<Path> download = download();
        time.advance(Duration.ofSeconds(4));
        assertWhole(download);
    }

    /** The service itself says so, right after the job is done. */
    @ParameterizedTest
    @ValueSource(ints = {409, 423})
    void aFileThatIsNotReadyYetIsAskedForAgain(int status) throws IOException {
        ErrorContext locked = ErrorContext.of(Operation.FILE, null).answered(status, null, "not ready");
        odd(new InvalidRequestException(locked, null), 3);
        CompletableFuture<Path> download = download();
        time.advance(Duration.ofSeconds(4));
        assertWhole(download);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 520, 530})
    void aServiceThatHasTroubleForAMomentIsAskedAgain(int status) throws IOException {
        odd(new ServiceException(ErrorContext.of(Operation.FILE, null).answered(status, null, null), null), 3);
        CompletableFuture<Path> download = download();
        time.advance(Duration.ofSeconds(4));
        assertWhole(download);
    }

    private static RateLimitException limit(int seconds) {
        return new RateLimitException(
                ErrorContext.of(Operation.FILE, null).answered(429, null, null),
                RateLimit.REQUESTS_PER_MINUTE,
                Optional.of(Duration.ofSeconds(seconds)),
                null);
    }

    @Test
    void aLimitThatPassesWithinAMinuteIsWaitedFor() throws IOException {
        odd(limit(45), 2);
        CompletableFuture<Path> download = download();
        time.advance(Duration.ofSeconds(89));
        assertThat(download).isNotDone();
        time.advance(Duration.ofSeconds(1));
        assertWhole(download);
    }

    @Test
    void aLimitThatHoldsForLongerIsTold() {
        odd(limit(61), 1);
        assertThat(errorOf(download())).isInstanceOf(RateLimitException.class);
    }

    @Test
    void whatTheServiceItselfRefusesIsNotAskedForAgain() {
        ErrorContext refused = ErrorContext.of(Operation.FILE, null).answered(403, "PLAN_EXPIRED", "renew");
        odd(new PermissionException(refused, null), 1);
        assertThat(errorOf(downloadAllOfIt())).isInstanceOf(PermissionException.class);
        assertThat(service.asked).hasSize(1);
    }

    @Test
    void answersOfSomethingBetweenThatDoNotStopEndIt() {
        ErrorContext page =
                ErrorContext.of(Operation.FILE, null).answered(403, null, null).byIntermediary();
        odd(new PermissionException(page, null), 99);
        assertThat(errorOf(downloadAllOfIt())).isInstanceOf(PermissionException.class);
        assertThat(service.asked).hasSize(6).containsOnlyOnce("get j1");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void aFileThatIsMissingAfterAPageStoodInItsPlaceIsWaitedForToo(int status) throws IOException {
        var usual = service.onOpen;
        byte[] result = service.content;
        ErrorContext answer = ErrorContext.of(Operation.FILE, null).answered(status, null, null);
        service.onOpen = (link, range) -> {
            boolean page = service.asked.size() < 2;
            service.content = page ? "<html>Maintenance</html>".getBytes(StandardCharsets.UTF_8) : result;
            return page || service.asked.size() > 4
                    ? usual.apply(link, range)
                    : CompletableFuture.failedFuture(
                            status == 404
                                    ? new NotFoundException(answer, null)
                                    : new PermissionException(answer.byIntermediary(), null));
        };
        CompletableFuture<Path> download = download();
        time.advance(Duration.ofSeconds(36));
        assertWhole(download);
    }

    private void odd(ExportCommentsException failure, int times) {
        var usual = service.onOpen;
        service.onOpen = (link, range) ->
                service.asked.size() < times ? CompletableFuture.failedFuture(failure) : usual.apply(link, range);
    }

    @Test
    void aFileThatFollowsItsJobWithADelayIsAskedForAgain() throws IOException {
        service.missing = 4;
        List<String> waits = new ArrayList<>();
        CompletableFuture<Path> download = download(DownloadOptions.DEFAULT.withListener(new DownloadListener() {
            @Override
            public void progress(long bytes, OptionalLong total) {}

            @Override
            public void waiting(Throwable reason, Duration pause) {
                waits.add(reason.getClass().getSimpleName());
            }
        }));
        time.advance(Duration.ofSeconds(16));
        assertWhole(download);
        assertThat(waits).hasSize(4).containsOnly("NotFoundException");
    }

    @Test
    void aFileThatIsMissingLongAfterItsJobWasDoneIsGone() {
        service.missing = 1;
        Job old = FileService.JOB.toBuilder()
                .exportedAt(time.now().minus(Duration.ofDays(2)))
                .build();
        assertThat(errorOf(downloads.toFile(old, ResultFormat.JSON, target, DownloadOptions.DEFAULT)))
                .isInstanceOf(NotFoundException.class);
        assertThat(service.asked).hasSize(2).containsOnlyOnce("get j1");
    }

    @Test
    void cancellingWhileAMissingFileIsWaitedForLeavesNothing() throws IOException {
        service.missing = 4;
        CompletableFuture<Path> download = download();
        download.cancel(true);
        assertNothingElseLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html><title>Log in</title></html>",
                "{\"status_code\":403,\"error_code\":\"PLAN_EXPIRED\",\"detail\":\"renew\"}",
                "{\"detail\":\"no\"}",
                "{ \"error\" : \"no\" }",
                "{\"success\":false,\"message\":\"File expired\"}",
                "{\"success\": false, \"errors\": [\"File expired\"]}",
                "{\"ok\":false}",
                "{\"status\":\"error\",\"message\":\"gone\"}",
                "{\"code\":404,\"message\":\"File not found\"}",
                "{\"status\":\"404\",\"error\":\"Not Found\"}",
                "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404}",
                "{\"Message\":\"Not authorized\"}",
                "{\"fault\":{\"faultstring\":\"x\"}}",
                "{\"Error\":\"Not Found\"}",
                "{\"title\":\"Not Found\",\"status\":404}",
                "{\"timestamp\":1,\"status\":500,\"error\":\"x\",\"path\":\"/\"}",
                "{\"guid\":\"j1\",\"status\":\"progress\"}",
                "{\"data\":null}",
                "{}",
                "Service unavailable",
                "\uFEFF<html>",
                "   ",
                ""
            })
    void whatIsNotTheResultIsNotSavedAsOne(String body) throws IOException {
        Files.writeString(target, "the last one");
        service.content = body.getBytes(StandardCharsets.UTF_8);
        service.contentType = "text/html; charset=utf-8";
        Job both = FileService.JOB.toBuilder()
                .downloadLink(URI.create("https://exportcomments.com/exports/x.xlsx"))
                .build();
        for (ResultFormat format : ResultFormat.values()) {
            CompletableFuture<Path> download = downloads.toFile(both, format, target, DownloadOptions.DEFAULT);
            time.advance(Duration.ofSeconds(10));
            assertThat(errorOf(download))
                    .isInstanceOf(UnreadableAnswerException.class)
                    .hasMessageContaining("job j1")
                    .hasMessageContaining(body.isEmpty() ? "empty" : "not the " + format + " result");
            assertThat(target).hasContent("the last one");
            assertNothingElseLeft("comments.json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html><title>Maintenance</title></html>",
                "{\"error\":\"no\"}",
                "null",
                "[{\"message\":\"hi\"},{\"mess",
                "[{\"message\":\"hi\"}",
                "{\"comments\":[{\"message\":\"hi\"}]",
                ""
            })
    void whatStandsInItsPlaceForAMomentIsAskedForAgain(String body) throws IOException {
        byte[] result = service.content;
        var usual = service.onOpen;
        service.onOpen = (link, range) -> {
            service.content = service.asked.size() < 3 ? body.getBytes(StandardCharsets.UTF_8) : result;
            return usual.apply(link, range);
        };
        CompletableFuture<Path> download = download();
        time.advance(Duration.ofSeconds(10));
        assertWhole(download);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                " \n[{\"error\":\"row\"}]",
                "\uFEFF[1]",
                "{\"rows\":[]}",
                "{\"1\":{\"message\":\"hi\"}}",
                "{\"error\":null,\"comments\":[]}",
                "{\"success\":true,\"data\":[]}",
                "{\"status\":200,\"data\":[]}",
                "{\"type\":\"youtube\",\"comments\":[]}"
            })
    void whatCanBeTheResultIsSaved(String body) throws IOException {
        service.content = body.getBytes(StandardCharsets.UTF_8);
        assertWhole(download());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"message\":\"}]{[ \\\" \\\\\"}]",
                "{\"comments\":[{\"message\":\"[\"}]}",
                "{\"message_1\":[]}\n{\"message_1\":[{}]}\n"
            })
    void jsonOfUnknownLengthIsThereOnceAllBracketsAreClosed(String body) throws IOException {
        service.announcesLength = false;
        service.content = body.getBytes(StandardCharsets.UTF_8);
        assertWhole(download());

        service.content = Arrays.copyOf(service.content, body.stripTrailing().length() - 1);
        CompletableFuture<Path> cut = downloads.toFile(
                FileService.JOB, ResultFormat.JSON, target.resolveSibling("cut.json"), DownloadOptions.DEFAULT);
        time.advance(Duration.ofSeconds(10));
        assertThat(errorOf(cut)).isInstanceOf(UnreadableAnswerException.class);
        assertThat(target.resolveSibling("cut.json")).doesNotExist();
    }

    @Test
    void aSpreadsheetBeginsAsAZipFile() throws IOException {
        service.content = new byte[] {'P', 'K', 3, 4, 0};
        Job job = FileService.JOB.toBuilder()
                .downloadLink(URI.create("https://exportcomments.com/exports/x.xlsx"))
                .build();
        assertWhole(downloads.toFile(job, ResultFormat.XLSX, target, DownloadOptions.DEFAULT));
        service.content = new byte[] {'P', 'K', 3};
        CompletableFuture<Path> cut = downloads.toFile(job, ResultFormat.XLSX, target, DownloadOptions.DEFAULT);
        time.advance(Duration.ofSeconds(10));
        assertThat(errorOf(cut)).isInstanceOf(UnreadableAnswerException.class);
    }

    @Test
    void aSpreadsheetOfUnknownLengthIsThereOnceItHasTheEndOfAZipFile() throws IOException {
        byte[] whole = spreadsheet(200_000);
        Job job = FileService.JOB.toBuilder()
                .downloadLink(URI.create("https://exportcomments.com/exports/x.xlsx"))
                .build();
        service.announcesLength = false;
        service.content = whole;
        assertWhole(downloads.toFile(job, ResultFormat.XLSX, target, DownloadOptions.DEFAULT));
        assertThat(downloads.open(job, ResultFormat.XLSX).join()).hasBinaryContent(whole);

        service.content = Arrays.copyOf(whole, whole.length - 30);
        CompletableFuture<Path> cut =
                downloads.toFile(job, ResultFormat.XLSX, target.resolveSibling("cut.xlsx"), DownloadOptions.DEFAULT);
        time.advance(Duration.ofSeconds(10));
        assertThat(errorOf(cut))
                .isInstanceOf(UnreadableAnswerException.class)
                .hasMessageContaining("the file breaks off");
        assertThat(target.resolveSibling("cut.xlsx")).doesNotExist();
        try (InputStream stream = downloads.open(job, ResultFormat.XLSX).join()) {
            assertThatThrownBy(stream::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the file breaks off");
        }
    }

    /** A ZIP file with so many bytes in it, which can't be packed. */
    private static byte[] spreadsheet(int bytes) throws IOException {
        byte[] noise = new byte[bytes];
        new Random(1).nextBytes(noise);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
            zip.write(noise);
            zip.setComment("made by a test");
        }
        return file.toByteArray();
    }

    @Test
    void aPageThatComesInPlaceOfTheRestIsNotMixedIn() throws IOException {
        service.breaks.add(100_000);
        download();
        BiFunction<URI, FileRange, CompletableFuture<RemoteFile>> then = service.onOpen;
        service.onOpen = (link, range) -> {
            service.onOpen = then;
            return CompletableFuture.completedFuture(new RemoteFile(
                    InputStream.nullInputStream(),
                    range.offset(),
                    OptionalLong.empty(),
                    Optional.of("text/html"),
                    Optional.empty()));
        };
        time.advance(Duration.ofMinutes(5));
        assertThat(target).hasBinaryContent(service.content);
    }

    @Test
    void anExcerptShowsNothingSecret() {
        service.content = ("<a href='?key=" + "s3cret".repeat(20) + "'>").getBytes(StandardCharsets.UTF_8);
        CompletableFuture<Path> download = download();
        time.advance(Duration.ofSeconds(10));
        assertThat(errorOf(download)).hasMessageContaining("<a href=").hasMessageNotContaining("s3crets3cret");
    }

    @Test
    void aFormatWithoutALinkIsNotFound() {
        CompletableFuture<Path> download =
                downloads.toFile(FileService.JOB, ResultFormat.XLSX, target, DownloadOptions.DEFAULT);
        assertThat(errorOf(download)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void anExistingFileIsReplacedOnlyByAWholeOne() throws IOException {
        Files.writeString(target, "old");
        service.breaks.addAll(List.of(100_000, 0, 0, 0, 0, 0));
        assertThat(downloadAllOfIt()).isCompletedExceptionally();
        assertThat(target).hasContent("old");
        service.breaks.clear();
        assertWhole(downloadAllOfIt());
    }

    @Test
    void anExistingFileIsKeptWhenAskedFor() throws IOException {
        Files.writeString(target, "old");
        assertThat(errorOf(download(DownloadOptions.DEFAULT.keepExisting())))
                .isInstanceOf(LocalFileException.class)
                .hasMessageContaining("already exists");
        assertThat(service.ranges).isEmpty();
        assertThat(target).hasContent("old");
    }

    @Test
    void aFileThatCameMeanwhileIsKeptWhenAskedFor() throws IOException {
        service.breaks.add(100_000);
        CompletableFuture<Path> download = download(DownloadOptions.DEFAULT.keepExisting());
        Files.writeString(target, "meanwhile");
        time.advance(Duration.ofMinutes(1));
        assertThat(errorOf(download)).isInstanceOf(LocalFileException.class).hasMessageContaining("already exists");
        assertThat(target).hasContent("meanwhile");
        assertNothingElseLeft("comments.json");
    }

    @Test
    void keepingExistingFilesStillWritesNewOnes() throws IOException {
        assertWhole(download(DownloadOptions.DEFAULT.keepExisting()));
    }

    @Test
    void placesThatCannotBeWrittenAreNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        List<Path> places = List.of(directory, directory.resolve("none/x.json"), file.resolve("x.json"));
        List<String> reasons = List.of("it is a directory", "does not exist", "is not a directory");
        for (int i = 0; i < places.size(); i++) {
            target = places.get(i);
            String reason = reasons.get(i);
            assertThat(errorOf(download())).isInstanceOfSatisfying(LocalFileException.class, e -> {
                assertThat(e.what()).contains(reason);
                assertThat(e.path()).isEqualTo(target);
            });
        }
        assertThat(service.ranges).isEmpty();
        assertNothingElseLeft("file");
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path real = Files.writeString(directory.resolve("real.json"), "old");
        Files.createSymbolicLink(target, real);
        assertThat(download()).isCompletedWithValue(target);
        assertThat(target).isSymbolicLink();
        assertThat(real).hasBinaryContent(service.content);
    }

    @Test
    void aLongNameFits() throws IOException {
        target = directory.resolve("\uD83D\uDE00".repeat(60) + ".json");
        assertThat(download()).isCompletedWithValue(target);
        assertThat(names()).hasSize(1);
    }

    @Test
    void progressIsToldFromTheFirstByteToTheLast() {
        List<Long> told = new ArrayList<>();
        service.breaks.add(100_000);
        download(DownloadOptions.DEFAULT.withListener((bytes, total) -> {
            told.add(bytes);
            assertThat(total).hasValue(300_000);
        }));
        time.advance(Duration.ofMinutes(1));
        assertThat(told).isSorted().startsWith(65_536L, 100_000L).endsWith(300_000L);
    }

    @Test
    void aListenerThatThrowsChangesNothing() throws IOException {
        CompletableFuture<Path> download = download(DownloadOptions.DEFAULT.withListener((bytes, total) -> {
            throw new IllegalStateException("broken listener");
        }));
        assertWhole(download);
    }

    @Test
    void cancellingBetweenTriesLeavesNothing() throws IOException {
        service.breaks.add(100_000);
        CompletableFuture<Path> download = download();
        assertThat(names()).singleElement().asString().matches("\\.comments\\.json\\.[0-9a-f]{8}\\.part");
        download.cancel(false);
        assertNothingElseLeft();
        time.advance(Duration.ofMinutes(1));
        assertThat(service.ranges).hasSize(1);
    }

    @Test
    void cancellingWhileTheAnswerIsAwaitedAbortsIt() throws IOException {
        service.onOpen = (link, range) -> new CompletableFuture<>();
        download().cancel(true);
        assertThat(service.exchanges)
                .singleElement()
                .satisfies(e -> assertThat(e).isCancelled());
        assertNothingElseLeft();
    }

    @Test
    void cancellingInsideTheBodyEndsTheReadAtOnce() throws Exception {
        BlockingBody body = new BlockingBody();
        service.onOpen = (link, range) -> CompletableFuture.completedFuture(
                new RemoteFile(body, 0, OptionalLong.of(10), Optional.empty(), Optional.empty()));
        ExecutorService workers = Executors.newSingleThreadExecutor();
        try (Downloads own = new Downloads(service, time, workers, json -> Collections.emptyIterator())) {
            CompletableFuture<Path> download =
                    own.toFile(FileService.JOB, ResultFormat.JSON, target, DownloadOptions.DEFAULT);
            assertThat(body.reading.await(10, TimeUnit.SECONDS)).isTrue();
            download.cancel(true);
            assertThat(names()).isEmpty();
        } finally {
            workers.shutdown();
        }
        assertThat(workers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(names()).isEmpty();
    }

    private static final class BlockingBody extends InputStream {
        private final CountDownLatch reading = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public int read() throws IOException {
            return read(new byte[1], 0, 1);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            reading.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("closed");
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    @Test
    void closingEndsDownloadsAndRefusesNewOnes() throws IOException {
        service.breaks.add(100_000);
        CompletableFuture<Path> download = download();
        downloads.close();
        assertThat(errorOf(download)).isInstanceOf(ClientClosedException.class);
        assertThat(errorOf(download())).isInstanceOf(ClientClosedException.class);
        assertNothingElseLeft();
        assertThat(service.ranges).hasSize(1);
    }

    @Test
    void workersThatAreGoneEndTheDownload() throws IOException {
        Downloads without = new Downloads(
                service,
                time,
                task -> {
                    throw new RejectedExecutionException();
                },
                json -> Collections.emptyIterator());
        assertThat(errorOf(without.toFile(FileService.JOB, ResultFormat.JSON, target, DownloadOptions.DEFAULT)))
                .isInstanceOf(ClientClosedException.class);
        assertNothingElseLeft();
    }

    @Test
    void whereNoThreadIsToBeHadTheDownloadEnds() throws IOException {
        Downloads without = new Downloads(
                service,
                time,
                task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                json -> Collections.emptyIterator());
        assertThat(errorOf(without.toFile(FileService.JOB, ResultFormat.JSON, target, DownloadOptions.DEFAULT)))
                .isInstanceOf(OutOfMemoryError.class);
        assertNothingElseLeft();
    }
}
