package io.exportcomments.mock.job;

import java.time.Duration;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link JobScript} sets about its job besides the course. Immutable.
 *
 * @param platform the platform that the service detects, when set
 * @param rows how many rows the result has, when set
 * @param comments the text of each comment by its row, when set
 * @param shownUrl the URL that the job shows, when it is not the one it was created with
 * @param notFoundFor how long after its creation requests for it are answered by 404
 * @param notListedFor how long after its creation it is missing from the list
 * @param filesNotFoundFor how long after it is done requests for its files are answered by 404
 */
public record JobTraits(
        @Nullable String platform,
        @Nullable Integer rows,
        @Nullable IntFunction<String> comments,
        @Nullable String shownUrl,
        Duration notFoundFor,
        Duration notListedFor,
        Duration filesNotFoundFor) {

    static final JobTraits NONE = new JobTraits(null, null, null, null, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    JobTraits platform(String value) {
        return new JobTraits(value, rows, comments, shownUrl, notFoundFor, notListedFor, filesNotFoundFor);
    }

    JobTraits rows(int value) {
        return new JobTraits(platform, value, comments, shownUrl, notFoundFor, notListedFor, filesNotFoundFor);
    }

    JobTraits comments(IntFunction<String> value) {
        return new JobTraits(platform, rows, value, shownUrl, notFoundFor, notListedFor, filesNotFoundFor);
    }

    JobTraits shownAs(String value) {
        return new JobTraits(platform, rows, comments, value, notFoundFor, notListedFor, filesNotFoundFor);
    }

    JobTraits notFoundFor(Duration value) {
        return new JobTraits(platform, rows, comments, shownUrl, value, notListedFor, filesNotFoundFor);
    }

    JobTraits notListedFor(Duration value) {
        return new JobTraits(platform, rows, comments, shownUrl, notFoundFor, value, filesNotFoundFor);
    }

    JobTraits filesNotFoundFor(Duration value) {
        return new JobTraits(platform, rows, comments, shownUrl, notFoundFor, notListedFor, value);
    }
}
