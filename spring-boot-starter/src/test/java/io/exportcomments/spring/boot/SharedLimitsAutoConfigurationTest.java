package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.Operation;
import io.exportcomments.policy.resilience4j.Policies;
import io.exportcomments.port.PlaceNews;
import io.exportcomments.port.QuotaAnswer;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaRequest;
import io.exportcomments.port.TransportCall;
import io.exportcomments.spring.boot.autoconfigure.ExportCommentsAutoConfiguration;
import io.exportcomments.transport.vertx.VertxTransport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A log of uses among the beans is what the policies ask, too. */
class SharedLimitsAutoConfigurationTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private final class HeardLog implements QuotaLog {
        @Override
        public QuotaAnswer ask(QuotaRequest request, long ticket) {
            asked.add(request.kind());
            return QuotaAnswer.granted(1, 1);
        }

        @Override
        public void settle(long ticket, Map<String, Integer> counted, PlaceNews news) {}

        @Override
        public void heard(long ticket, PlaceNews news) {}

        @Override
        public void leave(long ticket) {}

        @Override
        public void pause(String limit, Duration pause) {}

        @Override
        public void close() {}
    }

    private final ApplicationContextRunner program = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ExportCommentsAutoConfiguration.class))
            .withClassLoader(new FilteredClassLoader(VertxTransport.class))
            .withPropertyValues("exportcomments.api-token=" + "Token0".repeat(20));

    /** Alone, the program would keep to more than its part. */
    @Test
    void ofTwoLogsNoneIsTakenInSilence() {
        program.withBean("one", QuotaLog.class, HeardLog::new)
                .withBean("other", QuotaLog.class, HeardLog::new)
                .run(context -> assertThat(context.getStartupFailure())
                        .hasRootCauseInstanceOf(NoUniqueBeanDefinitionException.class));
    }

    @Test
    void theLogIsAskedBeforeACallGoes() {
        program.withBean(QuotaLog.class, HeardLog::new).run(context -> {
            TransportCall call = new TransportCall(Operation.PING, Optional.empty(), OptionalLong.empty(), false);
            CompletableFuture<String> answer =
                    context.getBean(Policies.class).intercept(call, () -> CompletableFuture.completedFuture("pong"));

            assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("pong");
            assertThat(asked).containsExactly("ASKING");
        });
    }
}
