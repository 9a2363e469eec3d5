package io.exportcomments.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.Job;
import io.exportcomments.job.Operation;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.result.JsonLines;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A program may keep a job for days, and its links may be valid for hours. */
class RenewedLinkTest {
    private static final URI OLD = URI.create("https://exportcomments.com/exports/x.json");
    private static final URI FRESH = URI.create("https://files.example.net/y.json?sig=2");

    @TempDir
    Path directory;

    private final VirtualTime time = new VirtualTime();
    private final FileService service = new FileService();
    private final Downloads downloads =
            new Downloads(service, time, Runnable::run, json -> Collections.emptyIterator());
    private final BiFunction<URI, FileRange, CompletableFuture<RemoteFile>> file = service.onOpen;

    /** All ways to get a result. */
    enum Form {
        FILE,
        STREAM,
        ROWS,
        SINK,
        FILE_OF_ROWS
    }

    private CompletableFuture<?> fetch(Form form) {
        Job job = FileService.JOB;
        Path target = directory.resolve("result");
        return switch (form) {
            case FILE -> downloads.toFile(job, ResultFormat.JSON, target, DownloadOptions.DEFAULT);
            case STREAM -> downloads.open(job, ResultFormat.JSON);
            case ROWS -> downloads.rows(job);
            case SINK -> downloads.rows(job, row -> {});
            case FILE_OF_ROWS -> downloads.toFile(job, JsonLines.flat(), target, DownloadOptions.DEFAULT);
        };
    }

    @BeforeEach
    void theJobHasAFreshLink() {
        service.onGet = guid -> CompletableFuture.completedFuture(with(FRESH));
    }

    private static Job with(URI link) {
        return FileService.JOB.toBuilder().jsonUrl(link).build();
    }

    private void refuseTheOldLink(ExportCommentsException refusal) {
        service.onOpen =
                (link, range) -> link.equals(OLD) ? CompletableFuture.failedFuture(refusal) : file.apply(link, range);
    }

    private static ExportCommentsException refusal(int status) {
        ErrorContext context = ErrorContext.of(Operation.FILE, null).answered(status, null, null);
        return switch (status) {
            case 400 -> new InvalidRequestException(context.byIntermediary(), null);
            case 403 -> new PermissionException(context, null);
            default -> new NotFoundException(context, null);
        };
    }

    static Stream<Arguments> formsAndRefusals() {
        return Arrays.stream(Form.values())
                .flatMap(form -> Stream.of(400, 403, 404, 410).map(status -> Arguments.of(form, status)));
    }

    @ParameterizedTest
    @MethodSource("formsAndRefusals")
    void aLinkThatHasExpiredIsTakenFromTheJobAnew(Form form, int status) {
        refuseTheOldLink(refusal(status));

        assertThat(fetch(form)).isCompleted();

        assertThat(service.asked).containsExactly("open " + OLD + " 0", "get j1", "open " + FRESH + " 0");
    }

    @ParameterizedTest
    @MethodSource("formsAndRefusals")
    void aFileThatIsGoneIsSaidToBeAfterOneReading(Form form, int status) {
        ExportCommentsException refusal = refusal(status);
        service.onOpen = (link, range) -> CompletableFuture.failedFuture(refusal);
        service.onGet = guid -> CompletableFuture.completedFuture(with(OLD));

        CompletableFuture<?> fetched = fetch(form);
        time.advance(Duration.ofMinutes(5));

        assertThat(errorOf(fetched)).isInstanceOf(refusal.getClass()).hasMessageContaining("job j1");
        assertThat(service.asked).containsOnlyOnce("get j1");
        assertThat(time.waiting()).isZero();
    }

    /** As of links that are signed anew at each reading. */
    @ParameterizedTest
    @EnumSource
    void aFreshLinkThatIsRefusedAsWellIsNotRenewed(Form form) {
        service.onOpen = (link, range) -> CompletableFuture.failedFuture(refusal(410));

        CompletableFuture<?> fetched = fetch(form);
        time.advance(Duration.ofMinutes(5));

        assertThat(errorOf(fetched)).isInstanceOf(NotFoundException.class);
        assertThat(service.asked).containsOnlyOnce("get j1");
    }

    @ParameterizedTest
    @EnumSource
    void whereTheJobCannotBeReadTheRefusalIsTold(Form form) {
        refuseTheOldLink(refusal(403));
        service.onGet = guid -> CompletableFuture.failedFuture(FileService.brokenConnection());

        assertThat(errorOf(fetch(form))).isInstanceOf(PermissionException.class);
    }

    @ParameterizedTest
    @EnumSource
    void cancellingEndsTheReading(Form form) {
        refuseTheOldLink(refusal(403));
        service.onGet = guid -> new CompletableFuture<>();

        fetch(form).cancel(true);

        assertThat(service.exchanges.get(1)).isCancelled();
        assertThat(service.open).isZero();
    }

    /** The answer of the service itself to what was asked wrongly, or without a token, is no matter of the link. */
    @Test
    void otherRefusalsAreNoReasonToReadTheJob() {
        service.onOpen = (link, range) -> CompletableFuture.failedFuture(new InvalidRequestException(
                ErrorContext.of(Operation.FILE, null).answered(400, null, null), null));

        assertThat(errorOf(fetch(Form.FILE))).isInstanceOf(InvalidRequestException.class);
        assertThat(service.asked).hasSize(1);
    }

    @Test
    void aLinkThatExpiresWhileItsFileIsFetchedIsRenewedAndTheFileGoneOnWith() {
        service.breaks.add(100_000);
        service.onOpen = (link, range) -> link.equals(OLD) && range.offset() > 0
                ? CompletableFuture.failedFuture(refusal(403))
                : file.apply(link, range);

        CompletableFuture<?> fetched = fetch(Form.FILE);
        time.advance(Duration.ofMinutes(1));

        assertThat(fetched).isCompleted();
        assertThat(directory.resolve("result")).hasBinaryContent(service.content);
        assertThat(service.ranges).isEqualTo(List.of(FileRange.WHOLE, FileRange.from(100_000, Optional.of("\"v1\""))));
    }

    private static Throwable errorOf(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        return future.handle((value, failure) -> Failures.unwrap(failure)).join();
    }
}
