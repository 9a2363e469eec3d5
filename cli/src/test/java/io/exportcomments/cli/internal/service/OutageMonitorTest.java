package io.exportcomments.cli.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.Sent;
import io.exportcomments.error.ServiceException;
import io.exportcomments.event.BreakerState;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.SourceState;
import io.exportcomments.job.Operation;
import io.exportcomments.port.TransportCall;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a person is told while the service does not answer. */
class OutageMonitorTest {
    private static final ErrorContext GET = ErrorContext.of(Operation.GET, null);
    private static final TransportCall CALL =
            new TransportCall(Operation.GET, Optional.empty(), OptionalLong.empty(), true);

    private long seconds;
    private final OutageMonitor monitor = new OutageMonitor(() -> TimeUnit.SECONDS.toNanos(seconds));

    private void answers() {
        monitor.intercept(CALL, () -> CompletableFuture.completedFuture("fine"));
    }

    private void fails(Throwable error) {
        monitor.intercept(CALL, () -> CompletableFuture.failedFuture(error));
    }

    private static ServiceException badGateway() {
        return new ServiceException(GET.answered(502, null, null), null);
    }

    @Test
    void failuresThatLastAreSaidOnceAndSoIsTheirEnd() {
        for (seconds = 0; seconds < 5; seconds++) {
            fails(badGateway());
            assertThat(monitor.news()).isEmpty();
        }
        assertThat(monitor.news()).contains("Waiting for the service: it answers HTTP 502.");
        for (; seconds < 60; seconds++) {
            fails(new ConnectionException(GET, Sent.NO, false, "no connection could be made", null));
            assertThat(monitor.news()).isEmpty();
        }
        answers();
        assertThat(monitor.news()).contains("The service answers again.");
        assertThat(monitor.news()).isEmpty();
    }

    @Test
    void aFailureThatPassesIsNotWorthAWord() {
        fails(badGateway());
        seconds = 4;
        answers();
        seconds = 60;
        assertThat(monitor.news()).isEmpty();
    }

    @Test
    void whatTheServiceRefusesIsAnAnswer() {
        fails(new AuthenticationException(GET.answered(401, null, null), null));
        seconds = 60;
        assertThat(monitor.news()).isEmpty();
    }

    @Test
    void theEndOfAnOutageIsSaidToWhoStopsLooking() {
        fails(badGateway());
        seconds = 6;
        fails(badGateway());
        assertThat(monitor.news()).isPresent();
        assertThat(monitor.recovery()).isEmpty();
        answers();
        assertThat(monitor.recovery()).contains("The service answers again.");
        assertThat(monitor.recovery()).isEmpty();
    }

    @Test
    void anAnswerThatDoesNotComeIsSaidAfterTenSeconds() {
        CompletableFuture<String> frozen = new CompletableFuture<>();
        monitor.intercept(CALL, () -> frozen);
        seconds = 9;
        assertThat(monitor.news()).isEmpty();
        seconds = 10;
        assertThat(monitor.news()).contains("Waiting for the service: no answer for 10 s.");
        seconds = 30;
        frozen.completeExceptionally(
                new ConnectionException(GET, Sent.MAYBE, true, "no answer came within 30 s", null));
        assertThat(monitor.news()).isEmpty();
        answers();
        assertThat(monitor.news()).contains("The service answers again.");
    }

    @Test
    void anAttemptThatIsCancelledSaysNothing() {
        CompletableFuture<String> frozen = new CompletableFuture<>();
        monitor.intercept(CALL, () -> frozen);
        frozen.cancel(false);
        seconds = 60;
        assertThat(monitor.news()).isEmpty();
    }

    @Test
    void anOpenBreakerIsSaidAtOnce() {
        monitor.heard(new ClientEvent.BreakerChanged(BreakerState.OPEN));
        assertThat(monitor.news()).contains("Waiting for the service: calls pause for a while, since too many failed.");
    }

    @Test
    void aLostSocketIsSaidOnlyIfNothingTakesOver() {
        monitor.heard(new ClientEvent.SourceChanged("websocket", SourceState.DOWN));
        seconds = 8;
        answers();
        seconds = 30;
        assertThat(monitor.news()).isEmpty();
        monitor.heard(new ClientEvent.SourceChanged("websocket", SourceState.DOWN));
        seconds = 40;
        assertThat(monitor.news()).contains("Waiting for the service: the connection for live updates was lost.");
        monitor.heard(new ClientEvent.SourceChanged("websocket", SourceState.LIVE));
        assertThat(monitor.news()).contains("The service answers again.");
    }
}
