package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.BulkExports;
import io.exportcomments.metrics.micrometer.BulkMetrics;
import io.exportcomments.metrics.micrometer.ClientMetrics;
import io.exportcomments.mock.MockService;
import io.exportcomments.policy.resilience4j.Policies;
import io.exportcomments.spring.boot.internal.JobUpdatePublisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What can be turned off is off by each word that Spring takes for it: a worker that is not wanted costs exports. */
class SwitchesTest {
    private static final MockService MOCK = BulkProgram.service();
    private static final List<Class<?>> PARTS = List.of(
            BulkExports.class, BulkMetrics.class, ClientMetrics.class, Policies.class, JobUpdatePublisher.class);

    @AfterAll
    static void stop() {
        MOCK.close();
    }

    private static ApplicationContextRunner with(String value) {
        return BulkProgram.runner(MOCK, BulkProgram.database())
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues(Stream.of("bulk", "metrics", "policies", "events")
                        .map(part -> "exportcomments." + part + ".enabled=" + value)
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "FALSE", "off", "no", "0"})
    void whatIsOffIsNotThere(String off) {
        with(off)
                .run(context ->
                        assertThat(PARTS).allSatisfy(part -> assertThat(context).doesNotHaveBean(part)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "On", "yes", "1"})
    void whatIsOnIsThere(String on) {
        with(on).run(context ->
                assertThat(PARTS).allSatisfy(part -> assertThat(context).hasSingleBean(part)));
    }

    @Test
    void aWordThatIsNeitherFailsTheStart() {
        with("maybe")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("exportcomments.")
                        .hasStackTraceContaining("maybe"));
    }

    @Test
    void aWorkerThatIsOffNeedNotBeMadeAtOnce() {
        with("on")
                .withPropertyValues("exportcomments.bulk.work=off")
                .run(context -> assertThat(context).doesNotHaveBean(LazyInitializationExcludeFilter.class));
    }
}
