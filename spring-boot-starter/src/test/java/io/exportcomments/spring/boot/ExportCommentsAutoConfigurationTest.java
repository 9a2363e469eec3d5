package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.AsyncExportComments;
import io.exportcomments.ExportComments;
import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.policy.resilience4j.Policies;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.spring.boot.autoconfigure.ActuatorAutoConfiguration;
import io.exportcomments.spring.boot.autoconfigure.ExportCommentsAutoConfiguration;
import io.exportcomments.spring.boot.internal.InvalidTokenFailureAnalyzer;
import io.exportcomments.spring.boot.internal.JobUpdatePublisher;
import io.exportcomments.spring.boot.internal.TransportChoiceFailureAnalyzer;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.transport.vertx.VertxTransport;
import io.exportcomments.update.polling.PollingUpdates;
import io.exportcomments.update.websocket.WebSocketUpdates;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** What a program gets, by its properties, its classpath and its own beans. */
class ExportCommentsAutoConfigurationTest {
    private static final MockService MOCK =
            MockService.builder().defaultScript(JobScript.instant()).start();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ExportCommentsAutoConfiguration.class, ActuatorAutoConfiguration.class))
            .withPropertyValues(
                    "exportcomments.api-token=" + MOCK.token(), "exportcomments.base-url=" + MOCK.baseUrl());
    private final ApplicationContextRunner onRetrofit =
            runner.withClassLoader(new FilteredClassLoader(VertxTransport.class));

    @AfterAll
    static void stop() {
        MOCK.close();
    }

    @Test
    void oneTokenIsEnoughToRunAJob() {
        onRetrofit.run(context -> {
            ExportComments client = context.getBean(ExportComments.class);
            Job done = client.create(ExportRequest.of("https://www.youtube.com/watch?v=one"))
                    .await(Duration.ofSeconds(30));
            assertThat(done.status()).isEqualTo(JobStatus.DONE);
            assertThat(context.getBean(AsyncExportComments.class)).isNotNull();
        });
    }

    @Test
    void theEnvironmentVariableOfTheCommandLineIsTaken() {
        new ApplicationContextRunner()
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .replace(
                                "systemEnvironment",
                                new org.springframework.core.env.SystemEnvironmentPropertySource(
                                        "systemEnvironment",
                                        java.util.Map.of("EXPORTCOMMENTS_API_TOKEN", MOCK.token()))))
                .withConfiguration(AutoConfigurations.of(ExportCommentsAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader(VertxTransport.class))
                .run(context -> assertThat(context.getBean(ExportCommentsConnectionDetails.class)
                                .token()
                                .reveal())
                        .isEqualTo(MOCK.token()));
    }

    @Test
    void aMissingTokenFailsTheStartAndSaysWhatToDo() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ExportCommentsAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader(VertxTransport.class))
                .run(context -> assertThat(context.getStartupFailure())
                        .satisfies(failure -> assertThat(new InvalidTokenFailureAnalyzer().analyze(failure))
                                .satisfies(analysis -> {
                                    assertThat(analysis.getDescription())
                                            .contains("exportcomments.api-token is not set");
                                    assertThat(analysis.getAction()).contains("EXPORTCOMMENTS_API_TOKEN");
                                })));
    }

    @ParameterizedTest
    @ValueSource(strings = {"to\nken", "two words", "4097"})
    void whatIsSaidOfABadTokenIsWholeSentences(String token) {
        onRetrofit
                .withPropertyValues("exportcomments.api-token=" + (token.equals("4097") ? "t".repeat(4097) : token))
                .run(context -> {
                    String said = new InvalidTokenFailureAnalyzer()
                            .analyze(context.getStartupFailure())
                            .getDescription();
                    assertThat(said).doesNotContain("?.").endsWith(".");
                    assertThat(said.contains("longer than 4,096 characters")).isEqualTo(token.equals("4097"));
                });
    }

    @Test
    void aMalformedTokenFailsTheStartAndIsNotShown() {
        onRetrofit
                .withPropertyValues("exportcomments.api-token=sec ret\u00e4")
                .run(context -> assertThat(context.getStartupFailure()).satisfies(failure -> {
                    assertThat(new InvalidTokenFailureAnalyzer()
                                    .analyze(failure)
                                    .getDescription())
                            .contains("is not a token");
                    assertThat(failure).hasStackTraceContaining("exportcomments.api-token");
                    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                        assertThat(cause.toString()).doesNotContain("sec ret");
                    }
                }));
    }

    @Test
    void twoTransportsAndNoChoiceFailTheStart() {
        runner.run(context -> assertThat(new TransportChoiceFailureAnalyzer()
                        .analyze(context.getStartupFailure())
                        .getAction())
                .contains("exportcomments.transport"));
    }

    @Test
    void theChosenTransportIsTakenWithTheProgramsVertx() {
        Vertx vertx = Vertx.vertx();
        try {
            runner.withPropertyValues("exportcomments.transport=vertx")
                    .withBean(Vertx.class, () -> vertx, definition -> definition.setDestroyMethodName(""))
                    .run(context -> {
                        assertThat(context.getBean(TransportProvider.class)).isInstanceOf(VertxTransport.class);
                        context.getBean(ExportComments.class).ping();
                    });
            assertThat(vertx.timer(1, TimeUnit.MILLISECONDS).toCompletionStage().toCompletableFuture())
                    .succeedsWithin(Duration.ofSeconds(5));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void aTransportThatIsNotThereFailsTheStart() {
        onRetrofit
                .withPropertyValues("exportcomments.transport=vertx")
                .run(context -> assertThat(new TransportChoiceFailureAnalyzer()
                                .analyze(context.getStartupFailure())
                                .getAction())
                        .contains("exportcomments-transport-vertx"));
        runner.withClassLoader(new FilteredClassLoader(VertxTransport.class, RetrofitTransport.class))
                .run(context -> assertThat(new TransportChoiceFailureAnalyzer()
                                .analyze(context.getStartupFailure())
                                .getDescription())
                        .contains("no ExportComments transport"));
    }

    @Test
    void theUpdateSourcesAreThoseOfTheProperty() {
        onRetrofit.run(context -> assertThat(
                        context.getBeanProvider(UpdateSourceProvider.class).orderedStream())
                .hasExactlyElementsOfTypes(WebSocketUpdates.class, PollingUpdates.class));
        onRetrofit
                .withPropertyValues("exportcomments.updates=polling")
                .run(context -> assertThat(context.getBeanProvider(UpdateSourceProvider.class).stream())
                        .hasExactlyElementsOfTypes(PollingUpdates.class));
    }

    @Test
    void thePoliciesOfThePlanStandAroundTheCallsUnlessTurnedOff() {
        onRetrofit.run(context -> assertThat(context).hasSingleBean(Policies.class));
        onRetrofit
                .withPropertyValues("exportcomments.policies.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(Policies.class));
    }

    @Test
    void propertiesOutOfRangeFailTheStart() {
        onRetrofit
                .withPropertyValues("exportcomments.watch.share=2")
                .run(context ->
                        assertThat(context.getStartupFailure()).hasStackTraceContaining("share of the watches"));
        onRetrofit
                .withPropertyValues("exportcomments.timeouts.connect=0s")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void thePlanIsTheProperty() {
        onRetrofit.run(context -> assertThat(context.getBean(Plan.class)).isEqualTo(Plan.PREMIUM));
        onRetrofit
                .withPropertyValues("exportcomments.plan=business")
                .run(context -> assertThat(context.getBean(Plan.class)).isEqualTo(Plan.BUSINESS));
    }

    @Configuration(proxyBeanMethods = false)
    static class Customized {
        static final List<String> CALLED = new ArrayList<>();

        @Bean
        ExportCommentsCustomizer<ExportCommentsBuilder> client() {
            return builder -> CALLED.add("client");
        }

        @Bean
        ExportCommentsCustomizer<RetrofitTransport.Builder> transport() {
            return builder -> CALLED.add("retrofit");
        }

        @Bean
        ExportCommentsCustomizer<VertxTransport.Builder> notChosen() {
            return builder -> CALLED.add("vertx");
        }

        @Bean
        ExportCommentsCustomizer<PollingUpdates.Builder> polling() {
            return builder -> CALLED.add("polling");
        }
    }

    @Test
    void eachCustomizerGetsItsBuilderOnce() {
        Customized.CALLED.clear();
        runner.withPropertyValues("exportcomments.transport=retrofit")
                .withUserConfiguration(Customized.class)
                .run(context ->
                        assertThat(Customized.CALLED).containsExactlyInAnyOrder("client", "retrofit", "polling"));
    }

    @Test
    void theProgramsOwnBeansGoFirst() {
        ExportComments own = ExportComments.builder()
                .token(MOCK.token())
                .transport(RetrofitTransport.create())
                .build();
        onRetrofit
                .withBean(ExportComments.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(ExportComments.class)).isSameAs(own));
    }

    @Test
    void theClientIsClosedWithTheProgramBeforeItsBeansAreDestroyed() {
        List<ExportComments> clients = new ArrayList<>();
        onRetrofit.run(context -> clients.add(context.getBean(ExportComments.class)));
        assertThat(clients.get(0).async().ping())
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withCauseInstanceOf(ClientClosedException.class);
    }

    @Test
    void alazyProgramMakesNoClientToCloseIt() {
        onRetrofit
                .withInitializer(context -> context.addBeanFactoryPostProcessor(
                        new org.springframework.boot.LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> {
                    assertThat(context.getBeanFactory().containsSingleton("exportComments"))
                            .isFalse();
                    context.getBean(ExportComments.class).ping();
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Listening {
        final BlockingQueue<JobUpdate> heard = new LinkedBlockingQueue<>();

        @EventListener
        void on(JobUpdate update) {
            heard.add(update);
        }
    }

    @Test
    void updatesOfWatchedJobsAreApplicationEvents() {
        onRetrofit.withUserConfiguration(Listening.class).run(context -> {
            ExportComments client = context.getBean(ExportComments.class);
            Job done = client.create(ExportRequest.of("https://www.youtube.com/watch?v=events"))
                    .await(Duration.ofSeconds(30));
            JobUpdate last;
            do {
                last = context.getBean(Listening.class).heard.poll(10, TimeUnit.SECONDS);
                assertThat(last).isNotNull();
            } while (!last.isTerminal());
            assertThat(last.job().guid()).isEqualTo(done.guid());
        });
        onRetrofit
                .withPropertyValues("exportcomments.events.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(JobUpdatePublisher.class));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads begin with Java 21")
    void virtualThreadsAreUsedWhereTheProgramUsesThem() {
        onRetrofit.withPropertyValues("spring.threads.virtual.enabled=true").run(context -> {
            assertThat(context).hasBean("exportCommentsVirtualThreads");
            context.getBean(ExportComments.class).ping();
        });
    }

    @Test
    void theTokenIsInNoText() {
        onRetrofit.run(context -> {
            assertThat(context.getBean(ExportCommentsProperties.class).toString())
                    .doesNotContain(MOCK.token());
            assertThat(context.getBean(ExportCommentsConnectionDetails.class).toString())
                    .doesNotContain(MOCK.token());
        });
    }
}
