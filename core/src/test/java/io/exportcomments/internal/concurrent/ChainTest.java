package io.exportcomments.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
class ChainTest {
    static Stream<Consumer<Chain<String>>> endings() {
        return Stream.of(
                chain -> chain.complete("a"),
                chain -> chain.completeExceptionally(new IllegalStateException()),
                chain -> chain.cancel(true),
                chain -> chain.completeAsync(() -> "a"),
                chain -> chain.completeAsync(() -> "a", Runnable::run),
                chain -> chain.obtrudeValue("a"),
                chain -> chain.obtrudeException(new IllegalStateException()),
                chain -> chain.orTimeout(1, TimeUnit.MILLISECONDS),
                chain -> chain.completeOnTimeout("a", 1, TimeUnit.MILLISECONDS));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void howeverItEndsTheStepUnderWayIsCancelled(Consumer<Chain<String>> ending) {
        CompletableFuture<String> step = new CompletableFuture<>();
        Chain<String> chain = new Chain<String>().step(step, value -> {});
        ending.accept(chain);
        assertThat(step.handle((value, error) -> "ended")
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join())
                .isEqualTo("ended");
        assertThat(step).isCancelled();
    }

    @ParameterizedTest
    @MethodSource("endings")
    void aStepThatComesTooLateIsCancelled(Consumer<Chain<String>> ending) {
        Chain<String> chain = new Chain<>();
        ending.accept(chain);
        chain.handle((value, error) -> "ended").join();
        CompletableFuture<String> step = new CompletableFuture<>();
        chain.step(step, value -> {});
        assertThat(step).isCancelled();
    }

    @Test
    void failsWithTheErrorThatAStepThrows() {
        AssertionError bug = new AssertionError("a bug");
        Chain<String> chain = new Chain<String>().step(CompletableFuture.completedFuture("a"), value -> {
            throw bug;
        });
        assertThat(chain.handle((value, error) -> error)
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join())
                .isSameAs(bug);
    }

    @Test
    void failsWithWhatReallyFailed() {
        Chain<String> chain = new Chain<String>()
                .step(CompletableFuture.failedFuture(new TimeoutException()).thenApply(x -> x), value -> {});
        assertThat(chain).isCompletedExceptionally();
        assertThat(chain.handle((value, error) -> error).join()).isInstanceOf(TimeoutException.class);
    }
}
