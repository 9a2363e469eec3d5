package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.AsyncJobHandle;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.ServiceException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.policy.resilience4j.Policies;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.update.Simulation;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.transport.vertx.VertxTransport;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The lookup of doubtful creations and the policies' retry, together, on each transport: an export is created once, whatever is lost. */
@Timeout(60)
class CreateOnceTest {
    private static final String VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ";

    /** An attempt that gets no answer ends in real time. */
    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(60));

    enum Stack {
        RETROFIT,
        VERTX;

        TransportProvider provider() {
            return this == RETROFIT ? RetrofitTransport.create() : VertxTransport.create();
        }
    }

    /** What becomes of the first creation, and how many the service gets to see. */
    enum Loss {
        RESET_BEFORE_TAKING(Fault.resetBeforeTaking(), 2),
        RESET_AFTER_TAKING(Fault.resetAfterTaking(), 1),
        CLOSED_BEFORE_TAKING(Fault.closeBeforeTaking(), 2),
        CLOSED_AFTER_TAKING(Fault.closeAfterTaking(), 1),
        NO_ANSWER(Fault.neverAnswer(), 1),
        CUT_ANSWER(Fault.cutBody(20), 1),
        GARBAGE(Fault.garbage(), 1),
        BAD_GATEWAY_BEFORE_TAKING(Fault.badGateway(), 2),
        BAD_GATEWAY_AFTER_TAKING(Fault.badGateway().afterTaking(), 1),
        UNAVAILABLE_FOR_A_WHILE(Fault.status(503).header("Retry-After", "20"), 2),
        UNAVAILABLE_AFTER_TAKING(Fault.status(503).header("Retry-After", "20").afterTaking(), 1),
        REFUSED(Fault.status(429).body("{\"error_code\":\"RATE_LIMIT_EXCEEDED\",\"seconds_to_wait\":5}"), 2);

        @SuppressWarnings("ImmutableEnumChecker") // says of itself that it is
        private final Fault fault;

        private final int sendings;

        Loss(Fault fault, int sendings) {
            this.fault = fault;
            this.sendings = sendings;
        }
    }

    static Stream<Arguments> losses() {
        return Arrays.stream(Stack.values())
                .flatMap(stack -> Arrays.stream(Loss.values()).map(loss -> Arguments.of(stack, loss)));
    }

    private static Simulation simulation(Stack stack) {
        return Simulation.builder(stack.provider())
                .timeouts(TIMEOUTS)
                .plan(Plan.BUSINESS)
                .interceptor(
                        time -> Policies.builder(Plan.BUSINESS).timekeeper(time).build())
                .start();
    }

    private static CompletableFuture<AsyncJobHandle> create(Simulation simulation) {
        return simulation.client().async().create(ExportRequest.of(VIDEO));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aCreationWhoseAnswerIsLostIsCreatedOnce(Stack stack, Loss loss) {
        try (Simulation simulation = simulation(stack)) {
            simulation.mock().faults().on(MockOperation.CREATE).inject(loss.fault);
            simulation.mock().faults().on(MockOperation.LIST).inject(Fault.badGateway());
            CompletableFuture<AsyncJobHandle> created = create(simulation);
            simulation.pass(Duration.ofSeconds(55));

            assertThat(created).isCompleted();
            assertThat(simulation.mock().jobs().all())
                    .singleElement()
                    .satisfies(job -> assertThat(job.guid())
                            .hasToString(created.join().guid().value()));
            assertThat(simulation.mock().journal().count(MockOperation.CREATE)).isEqualTo(loss.sendings);
        }
    }

    @ParameterizedTest
    @EnumSource(Stack.class)
    void aReadIsRepeatedByOneLayerAlone(Stack stack) {
        try (Simulation simulation = simulation(stack)) {
            simulation.mock().faults().on(MockOperation.PING).always().inject(Fault.status(503));
            CompletableFuture<?> asked = simulation.client().async().ping();
            simulation.pass(Duration.ofSeconds(60));

            ExportCommentsException failure = failure(asked);
            assertThat(failure).isInstanceOf(ServiceException.class);
            assertThat(failure.context().httpStatus()).hasValue(503);
            assertThat(failure.context().attempts())
                    .as("all that the service saw are the policies' attempts")
                    .isEqualTo(simulation.mock().journal().count(MockOperation.PING))
                    .isGreaterThan(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Stack.class)
    void theServicesWordOnHowLongItsTroubleLastsIsObeyed(Stack stack) {
        try (Simulation simulation = simulation(stack)) {
            simulation
                    .mock()
                    .faults()
                    .on(MockOperation.PING)
                    .inject(Fault.status(503).header("Retry-After", "40"));
            CompletableFuture<?> asked = simulation.client().async().ping();
            simulation.pass(Duration.ofSeconds(39));
            assertThat(simulation.mock().journal().count(MockOperation.PING)).isEqualTo(1);
            simulation.pass(Duration.ofSeconds(2));
            assertThat(asked).isCompleted();
            assertThat(simulation.mock().journal().count(MockOperation.PING)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Stack.class)
    void aWaitThatWouldNotFitIsNotBegun(Stack stack) {
        try (Simulation simulation = simulation(stack)) {
            simulation
                    .mock()
                    .faults()
                    .on(MockOperation.PING)
                    .inject(Fault.status(503).header("Retry-After", "100"));
            CompletableFuture<?> asked = simulation.client().async().ping();
            simulation.settle();

            ExportCommentsException failure = failure(asked);
            assertThat(failure.context().refusedWait()).contains(Duration.ofSeconds(100));
            assertThat(failure.context().attempts()).isEqualTo(1);
            assertThat(failure).hasMessageContaining("to wait 100");
        }
    }

    private static ExportCommentsException failure(CompletableFuture<?> call) {
        assertThat(call).isCompletedExceptionally();
        Throwable failure = call.handle((value, error) -> error).join();
        Throwable inner = failure instanceof CompletionException ? failure.getCause() : failure;
        return (ExportCommentsException) inner;
    }
}
