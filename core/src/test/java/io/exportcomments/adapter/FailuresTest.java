package io.exportcomments.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void theWrappingOfFuturesIsTakenOff() {
        IOException inner = new IOException("cut");

        assertThat(Failures.unwrap(new CompletionException(new ExecutionException(inner))))
                .isSameAs(inner);
        assertThat(Failures.unwrap(inner)).isSameAs(inner);
    }

    @Test
    void aWrappingWithNothingInItStays() {
        CompletionException empty = new CompletionException("nothing inside", null);

        assertThat(Failures.unwrap(empty)).isSameAs(empty);
    }
}
