package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.AsyncJobHandle;
import io.exportcomments.integration.CreateOnceTest.Stack;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.testkit.update.Simulation;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A command that was taken succeeds, whatever its answer says of the job. */
@Timeout(60)
class CommandAnswerTest {
    static Stream<Arguments> answers() {
        List<Fault> answers = List.of(
                Fault.noContent(),
                Fault.successOnly(),
                Fault.emptyBody(),
                Fault.status(202).afterTaking());
        return Arrays.stream(Stack.values())
                .flatMap(stack -> answers.stream().map(fault -> Arguments.of(stack, fault)));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aStopWhoseAnswerHoldsNoJobGivesTheJobAsItIsThen(Stack stack, Fault answer) {
        try (Simulation simulation =
                Simulation.builder(stack.provider()).plan(Plan.BUSINESS).start()) {
            CompletableFuture<AsyncJobHandle> created =
                    simulation.client().async().create(ExportRequest.of("https://vimeo.com/1"));
            simulation.settle();
            simulation.mock().faults().on(MockOperation.STOP).inject(answer);
            CompletableFuture<Job> stopped = created.join().stop();
            simulation.settle();
            assertThat(stopped).isCompletedWithValueMatching(job -> job.status() == JobStatus.STOPPED);
            assertThat(simulation.mock().journal().count(MockOperation.STOP)).isEqualTo(1);
        }
    }
}
