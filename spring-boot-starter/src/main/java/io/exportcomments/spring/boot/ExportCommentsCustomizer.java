package io.exportcomments.spring.boot;

import io.exportcomments.ExportCommentsBuilder;

/**
 * Changes a builder after the properties were applied to it and before it builds. Any bean of this type is called, in
 * order.
 *
 * @param <B> the builder, such as {@link ExportCommentsBuilder}, {@code RetrofitTransport.Builder}, {@code
 *     VertxTransport.Builder} or {@code PollingUpdates.Builder}
 */
@FunctionalInterface
public interface ExportCommentsCustomizer<B> {
    /** Changes the builder. */
    void customize(B builder);
}
