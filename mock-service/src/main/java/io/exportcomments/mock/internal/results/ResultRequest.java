package io.exportcomments.mock.internal.results;

import java.time.Instant;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Which result is wanted: the same request always gives the same rows. */
public record ResultRequest(
        UUID guid,
        int attempt,
        String url,
        String platform,
        boolean replies,
        int rows,
        Instant createdAt,
        @Nullable IntFunction<String> comments) {}
