package io.exportcomments.cli.internal.exit;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.CallCancelledException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.CreateOutcomeUnknownException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.JobFailedException;
import io.exportcomments.error.JobStoppedException;
import io.exportcomments.error.LifecycleConflictException;
import io.exportcomments.error.LocalFileException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.ServiceException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.error.UpdatesUnavailableException;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final JobGuid GUID = JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084");
    private static final ErrorContext CONTEXT = ErrorContext.of(Operation.GET, GUID);
    private static final Job JOB = Job.builder(GUID, JobStatus.ERROR).build();

    /** Who runs the command can do something about it, and who wrote it can't. */
    @Test
    void whereTheMachineHasNotEnoughTheLineSaysOfWhat() {
        assertThat(Outcome.of(new OutOfMemoryError("Java heap space")))
                .isEqualTo(new Outcome(
                        ExitCode.USAGE,
                        "the command has not enough memory (Java heap space). Give it more, such as by"
                                + " EXPORTCOMMENTS_JAVA_ARGS=-Xmx2g, or less to do at once. Jobs that were created go"
                                + " on: 'list' shows them"));
        assertThat(Outcome.of(new OutOfMemoryError("unable to create native thread: possibly out of memory or"
                                + " process/resource limits reached"))
                        .line())
                .startsWith("this machine lets the command begin no further thread (unable to create native thread")
                .contains("ulimit -u");
    }

    @Test
    void eachErrorHasItsExitCode() {
        assertCode(1, new JobFailedException(CONTEXT, JOB, null));
        assertCode(1, new JobStoppedException(CONTEXT, JOB, null));
        assertCode(1, new LifecycleConflictException(CONTEXT, JobStatus.DONE, null));
        assertCode(2, new UsageException("a bad date"));
        assertCode(2, new InvalidRequestException(CONTEXT, null));
        assertCode(2, new NotFoundException(CONTEXT, null));
        assertCode(2, new LocalFileException(CONTEXT, Path.of("x"), "no space is left on the disk", null));
        assertCode(3, new NoTokenException("no token"));
        assertCode(3, new AuthenticationException(CONTEXT, null));
        assertCode(3, new PermissionException(CONTEXT, null));
        assertCode(4, new RateLimitException(CONTEXT, RateLimit.CREATIONS_PER_DAY, Optional.empty(), null));
        assertCode(5, new ServiceException(CONTEXT, null));
        assertCode(5, new ConnectionException(CONTEXT, Sent.NO, false, "refused", null));
        assertCode(5, new UnreadableAnswerException(CONTEXT, "<html>", null));
        assertCode(5, new CreateOutcomeUnknownException(CONTEXT, List.of(), null));
        assertCode(5, new DeadlineExceededException(CONTEXT, Duration.ofSeconds(60), null));
        assertCode(5, new UpdatesUnavailableException(CONTEXT, null));
        assertCode(3, new UpdatesUnavailableException(CONTEXT, new AuthenticationException(CONTEXT, null)));
        assertCode(6, new DeadlineExceededException(ErrorContext.of(GUID), Duration.ofSeconds(60), null));
        assertCode(130, new CallCancelledException(CONTEXT, null));
        assertCode(130, new ClientClosedException(CONTEXT, null));
        assertCode(70, new IllegalStateException("a bug"));
    }

    private static void assertCode(int code, RuntimeException error) {
        assertThat(Outcome.of(error).code().number()).as(error.toString()).isEqualTo(code);
    }

    @Test
    void whatIsSaidIsOneLine() {
        assertThat(Outcome.of(new UsageException("one\n  two\r\nthree\n")).line())
                .isEqualTo("one two three");
        assertThat(Outcome.of(new IllegalStateException("a\nb")).line())
                .contains("report")
                .doesNotContain("\n");
    }

    @Test
    void theDocumentHasEachExitCode() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("docs/cli.md"))) {
            root = root.getParent();
        }
        String document = Files.readString(root.resolve("docs/cli.md"));
        String table =
                document.substring(document.indexOf("## Exit codes"), document.indexOf("A create whose outcome"));
        List<String> codes = ExitCode.meanings().entrySet().stream()
                .map(code -> "| " + code.getKey() + " | " + code.getValue() + " |")
                .toList();
        assertThat(table.lines().filter(line -> line.matches("\\| \\d.*"))).containsExactlyElementsOf(codes);
    }
}
