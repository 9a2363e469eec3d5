package io.exportcomments.logging.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.Sent;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.DeliveryOutcome;
import io.exportcomments.event.SourceState;
import io.exportcomments.job.Operation;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.testkit.event.EventSamples;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ClientLogTest {
    private static final TransportCall GET =
            new TransportCall(Operation.GET, Optional.of(EventSamples.GUID), OptionalLong.empty(), false);

    private static final Pattern LINE_BREAK = Pattern.compile("\\R");

    private final ClientLog log = ClientLog.create("exports");

    @Test
    void everyKindOfEventHasItsLine() {
        assertThat(EventSamples.oneOfEach())
                .extracting(event -> (Object) event.getClass())
                .containsExactlyInAnyOrder((Object[]) ClientEvent.class.getPermittedSubclasses());
        try (Logged logged = Logged.from(Level.TRACE)) {
            for (ClientEvent event : EventSamples.oneOfEach()) {
                int before = logged.lines().size();
                log.listener().heard(event);
                assertThat(logged.lines()).as("after %s", event).hasSize(before + 1);
            }
            assertThat(logged.lines())
                    .allMatch(line -> line.contains(" exports.events "))
                    .noneMatch(line -> line.contains("{}") || line.contains("Optional"))
                    .contains("WARN exports.events Job " + EventSamples.GUID
                            + ": websocket is away, polling is asked to take over")
                    .contains("INFO exports.events get of job " + EventSamples.GUID
                            + ": held back by the open circuit breaker, sent again in 29000 ms");
        }
    }

    @Test
    void levelsTellWhatNeedsSomebody() {
        try (Logged logged = Logged.from(Level.WARN)) {
            EventSamples.oneOfEach().forEach(log.listener()::heard);
            log.listener().heard(new ClientEvent.SourceChanged("websocket", SourceState.BROKEN));
            log.listener().heard(new ClientEvent.DeliveryHandled(DeliveryOutcome.HANDLED));
            assertThat(logged.lines())
                    .hasSize(4)
                    .anyMatch(line -> line.contains("refused"))
                    .anyMatch(line -> line.contains("pauses for 45000 ms"))
                    .anyMatch(line -> line.endsWith("Source websocket is broken"));
        }
    }

    @Test
    void aCallIsLoggedWhenItEndsAndAnAttemptMoreQuietly() {
        try (Logged logged = Logged.from(Level.DEBUG)) {
            CompletableFuture<String> exchange = new CompletableFuture<>();
            assertThat(through(log.calls(), exchange)).isSameAs(exchange);
            assertThat(through(log.attempts(), exchange)).isSameAs(exchange);
            assertThat(logged.lines()).isEmpty();
            exchange.complete("answer");
            assertThat(logged.lines())
                    .singleElement()
                    .asString()
                    .matches("DEBUG exports\\.calls get of job " + EventSamples.GUID + ": call took \\d+ ms, answered");
        }
    }

    private static <T> CompletableFuture<T> through(TransportInterceptor interceptor, CompletableFuture<T> exchange) {
        return interceptor.intercept(GET, () -> exchange);
    }

    @Test
    void ofAnotherLibrarysErrorThereIsTheClassAlone() {
        try (Logged logged = Logged.from(Level.INFO)) {
            var failure = new CompletionException(new IllegalStateException("X-AUTH-TOKEN: secret"));
            through(log.calls(), CompletableFuture.failedFuture(failure));
            assertThat(logged.lines()).singleElement().asString().endsWith("failed, IllegalStateException");
        }
    }

    @Test
    void nobodyFromOutsideWritesLinesOfTheirOwn() {
        try (Logged logged = Logged.from(Level.INFO)) {
            var context = ErrorContext.of(Operation.GET, null)
                    .answered(400, "X", "said\nERROR a line\rof\u0085its\u2028own\u2029");
            through(log.calls(), CompletableFuture.failedFuture(new InvalidRequestException(context, null)));
            log.listener().heard(new ClientEvent.GapOpened(EventSamples.GUID, "a\nb", new IOException("c\nd")));
            assertThat(logged.lines())
                    .hasSize(2)
                    .noneMatch(line -> LINE_BREAK.matcher(line).find());
        }
    }

    @Test
    void aGapIsLoggedWithItsCause() {
        try (Logged logged = Logged.from(Level.INFO)) {
            var refused = new ConnectionException(
                    ErrorContext.of(Operation.SOCKET_TOKEN, null), Sent.NO, false, "refused", null);
            log.listener().heard(new ClientEvent.GapOpened(EventSamples.GUID, "websocket", refused));
            log.listener().heard(new ClientEvent.GapOpened(EventSamples.GUID, "other", new IOException("secret")));
            assertThat(logged.lines()).hasSize(2);
            assertThat(logged.lines().get(0))
                    .contains("websocket may have missed something")
                    .contains("refused before");
            assertThat(logged.lines().get(1)).endsWith("other may have missed something: IOException");
        }
    }

    @Test
    void aCancelledCallIsNoFailure() {
        try (Logged logged = Logged.from(Level.DEBUG)) {
            through(log.calls(), new CompletableFuture<>()).cancel(true);
            assertThat(logged.lines())
                    .singleElement()
                    .asString()
                    .startsWith("DEBUG")
                    .endsWith("cancelled");
        }
    }

    /** A call whose time is over is ended by cancelling what goes on for it. */
    @Test
    void aCallWhoseTimeIsOverHasFailed() {
        TransportCall late = new TransportCall(
                Operation.GET, Optional.of(EventSamples.GUID), OptionalLong.of(System.nanoTime() - 1), false);
        try (Logged logged = Logged.from(Level.INFO)) {
            log.calls().intercept(late, CompletableFuture<String>::new).cancel(true);
            assertThat(logged.lines())
                    .singleElement()
                    .asString()
                    .startsWith("INFO")
                    .endsWith("failed, its time was over");
        }
    }

    @Test
    void whatIsOffLooksAtNothing() {
        try (Logged logged = Logged.from(Level.OFF)) {
            CompletableFuture<String> exchange = new CompletableFuture<>();
            through(log.calls(), exchange);
            through(log.attempts(), exchange);
            EventSamples.oneOfEach().forEach(log.listener()::heard);
            assertThat(exchange.getNumberOfDependents()).isZero();
            assertThat(logged.lines()).isEmpty();
        }
    }
}
