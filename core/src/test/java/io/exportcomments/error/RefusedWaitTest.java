package io.exportcomments.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusedWaitTest {
    private static final JobGuid GUID = JobGuid.of("11111111-1111-4111-8111-111111111111");

    @Test
    void anErrorSaysHowLongTheWaitWouldHaveBeenThatDidNotFit() {
        ErrorContext context = ErrorContext.of(Operation.GET, GUID)
                .answered(503, null, null)
                .attempts(3)
                .refusedWait(Duration.ofMillis(12_500));

        ServiceException error = new ServiceException(context, Optional.of(Duration.ofSeconds(12)), null);

        assertThat(error)
                .hasMessage("Could not read job " + GUID
                        + " in 3 attempts: the service has trouble (HTTP 503); to wait 12.5 s"
                        + " before another attempt would have gone past the deadline. Try again in 12 s");
        assertThat(error.withContext(context.attempts(4)).retryAfter()).contains(Duration.ofSeconds(12));
        assertThat(context.guid(GUID).answered(500, null, null).attempts(1).refusedWait())
                .contains(Duration.ofMillis(12_500));
    }
}
