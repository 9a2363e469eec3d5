package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.metrics.micrometer.ClientMetrics;
import io.exportcomments.mock.MockService;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.spring.boot.autoconfigure.ExportCommentsAutoConfiguration;
import io.exportcomments.spring.boot.autoconfigure.MetricsAutoConfiguration;
import io.exportcomments.transport.vertx.VertxTransport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Metrics where the program has a registry for them. */
class MetricsAutoConfigurationTest {
    private final MockService mock = MockService.start();
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ExportCommentsAutoConfiguration.class, MetricsAutoConfiguration.class))
            .withClassLoader(new FilteredClassLoader(VertxTransport.class))
            .withPropertyValues(
                    "exportcomments.api-token=" + mock.token(), "exportcomments.base-url=" + mock.baseUrl());

    @AfterEach
    void stop() {
        mock.close();
    }

    @Test
    void callsAndAttemptsAreMeasuredInTheProgramsRegistryAndGoWithTheClient() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        runner.withBean(MeterRegistry.class, () -> registry, definition -> definition.setDestroyMethodName(""))
                .run(context -> {
                    context.getBean(ExportComments.class).ping();
                    assertCountedOnce(registry, "exportcomments.client.calls");
                    assertCountedOnce(registry, "exportcomments.client.attempts");
                });
        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .noneMatch(name -> name.startsWith("exportcomments.client.updates"));
    }

    @Test
    void springBootsOwnRegistriesAreSeen() {
        runner.withConfiguration(AutoConfigurations.of(
                        ObservationAutoConfiguration.class,
                        org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration.class,
                        CompositeMeterRegistryAutoConfiguration.class,
                        SimpleMetricsExportAutoConfiguration.class))
                .run(context -> {
                    assertThat(context).hasSingleBean(ClientMetrics.class);
                    context.getBean(ExportComments.class).ping();
                    assertCountedOnce(context.getBean(MeterRegistry.class), "exportcomments.client.calls");
                });
    }

    @Test
    void theConfigurationsThatItWaitsForAreThoseOfThisSpringBoot() {
        assertThat(MetricsAutoConfiguration.class
                        .getAnnotation(AutoConfiguration.class)
                        .afterName())
                .contains(
                        CompositeMeterRegistryAutoConfiguration.class.getName(),
                        ObservationAutoConfiguration.class.getName());
    }

    @Test
    void withoutARegistryOrMicrometerOrWhenTurnedOffNothingIsMeasured() {
        runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ClientMetrics.class));
        runner.withBean(SimpleMeterRegistry.class)
                .withPropertyValues("exportcomments.metrics.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ClientMetrics.class));
        runner.withClassLoader(new FilteredClassLoader("io.micrometer", "io.exportcomments.transport.vertx"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(ExportComments.class));
    }

    static final class PassingOn implements TransportInterceptor {
        @Override
        public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
            return chain.proceed();
        }
    }

    @Test
    void theProgramsOwnBeansGoFirst() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        ClientMetrics own =
                ClientMetrics.builder().meters(registry).client("own").build();
        runner.withBean(SimpleMeterRegistry.class, () -> registry)
                .withBean(ClientMetrics.class, () -> own)
                .withBean("exportCommentsMetricsOfAttempts", TransportInterceptor.class, PassingOn::new)
                .run(context -> {
                    assertThat(context.getBean(ClientMetrics.class)).isSameAs(own);
                    context.getBean(ExportComments.class).ping();
                    assertCountedOnce(registry, "exportcomments.client.calls", "client", "own");
                    assertThat(registry.find("exportcomments.client.attempts").timers())
                            .isEmpty();
                });
    }

    /** Metrics look on: they may count a call just after its caller has the answer. */
    private static void assertCountedOnce(MeterRegistry registry, String timer, String... tags) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (registry.find(timer).tags(tags).timers().stream().noneMatch(each -> each.count() > 0)
                && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(registry.get(timer).tags(tags).timer().count()).isEqualTo(1);
    }
}
