package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.SourceState;
import io.exportcomments.mock.MockService;
import io.exportcomments.spring.boot.autoconfigure.ActuatorAutoConfiguration;
import io.exportcomments.spring.boot.autoconfigure.ExportCommentsAutoConfiguration;
import io.exportcomments.spring.boot.autoconfigure.WebhookAutoConfiguration;
import io.exportcomments.spring.boot.internal.ClientStatus;
import io.exportcomments.spring.boot.internal.InvalidSettingFailureAnalyzer;
import io.exportcomments.spring.boot.internal.SecretsSanitizer;
import io.exportcomments.transport.vertx.VertxTransport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

/** What the actuator shows, and what it does not. */
class ActuatorAutoConfigurationTest {
    private final MockService mock = MockService.start();
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ExportCommentsAutoConfiguration.class, ActuatorAutoConfiguration.class))
            .withClassLoader(new FilteredClassLoader(VertxTransport.class))
            .withPropertyValues(
                    "exportcomments.api-token=" + mock.token(), "exportcomments.base-url=" + mock.baseUrl());

    @AfterEach
    void stop() {
        mock.close();
    }

    private static Health health(org.springframework.context.ApplicationContext context) {
        return context.getBean(HealthIndicator.class).health();
    }

    @Test
    void healthIsUpWhileTheServiceAnswersAndAsksItOnceForAWhile() {
        runner.run(context -> {
            context.getBean(ClientStatus.class).heard(new ClientEvent.SourceChanged("websocket", SourceState.LIVE));
            int before = mock.journal().entries().size();
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            assertThat(health(context).getDetails()).containsEntry("websocket", "LIVE");
            assertThat(mock.journal().entries()).hasSize(before + 1);
        });
    }

    @Test
    void healthIsUpAgainAsSoonAsAStoppedContextIsStarted() {
        runner.run(context -> {
            ConfigurableApplicationContext program =
                    context.getSourceApplicationContext(ConfigurableApplicationContext.class);
            program.stop();
            assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
            program.start();

            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void healthIsDownForARefusedTokenAndDoesNotShowIt() {
        runner.withPropertyValues("exportcomments.api-token=" + "x".repeat(120)).run(context -> {
            Health health = health(context);
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails().toString())
                    .contains("AuthenticationException")
                    .doesNotContain("x".repeat(120));
        });
    }

    @Test
    void healthIsDownWithoutTheService() {
        mock.close();
        runner.run(context -> assertThat(health(context).getStatus()).isEqualTo(Status.DOWN));
    }

    @Test
    void healthCanBeLeftOut() {
        runner.withPropertyValues("management.health.exportcomments.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
    }

    @Test
    void infoSaysHowTheClientIsSetUp() {
        runner.run(context -> {
            Info.Builder info = new Info.Builder();
            context.getBean(InfoContributor.class).contribute(info);
            assertThat(info.build().get("exportcomments").toString())
                    .contains(
                            "plan=premium",
                            "RetrofitTransport",
                            "WebSocketUpdates, PollingUpdates",
                            mock.baseUrl().toString())
                    .doesNotContain(mock.token());
        });
    }

    @Test
    void theActuatorHidesTheTokenUnderEveryName() {
        runner.run(context -> {
            SanitizingFunction sanitizer = context.getBean(SanitizingFunction.class);
            for (String key : new String[] {
                "exportcomments.api-token", "EXPORTCOMMENTS_API_TOKEN", "apiToken", "exportcomments.webhook.secrets[0]"
            }) {
                assertThat(sanitizer
                                .apply(new SanitizableData(null, key, "value"))
                                .getValue())
                        .as(key)
                        .isEqualTo(SanitizableData.SANITIZED_VALUE);
            }
            assertThat(sanitizer
                            .apply(new SanitizableData(null, "my.own", "Bearer " + mock.token()))
                            .getValue())
                    .isEqualTo(SanitizableData.SANITIZED_VALUE);
            assertThat(sanitizer
                            .apply(new SanitizableData(null, "exportcomments.plan", "premium"))
                            .getValue())
                    .isEqualTo("premium");
        });
    }

    @Test
    void theActuatorHidesEachSecretUnderAnyName() {
        runner.withConfiguration(AutoConfigurations.of(WebhookAutoConfiguration.class))
                .withPropertyValues(
                        "my.signing=whsec_of_the_account",
                        "exportcomments.webhook.secrets=${my.signing}",
                        "exportcomments.proxy.url=http://127.0.0.1:3128",
                        "exportcomments.proxy.username=user",
                        "exportcomments.proxy.password=pass")
                .run(context -> {
                    SanitizingFunction sanitizer = context.getBean(SanitizingFunction.class);
                    assertThat(shown(sanitizer, "whsec_of_the_account")).isEqualTo(SanitizableData.SANITIZED_VALUE);
                    assertThat(shown(sanitizer, "whsec_old,whsec_of_the_account"))
                            .isEqualTo(SanitizableData.SANITIZED_VALUE);
                    assertThat(shown(sanitizer, "pass")).isEqualTo(SanitizableData.SANITIZED_VALUE);
                    assertThat(shown(sanitizer, "/opt/passenger"))
                            .as("has the short password by chance")
                            .isEqualTo("/opt/passenger");
                });
    }

    private static @Nullable Object shown(SanitizingFunction sanitizer, String value) {
        return sanitizer.apply(new SanitizableData(null, "my.own", value)).getValue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "health.timeout=0s",
                "health.timeout=-1s",
                "health.timeout=400000d",
                "health.ping-every=-1s",
                "health.ping-every=400000d"
            })
    void aTimeOfHealthThatIsOutOfItsRangeNamesItsProperty(String setting) {
        runner.withPropertyValues("exportcomments." + setting)
                .run(context -> assertThat(new InvalidSettingFailureAnalyzer()
                                .analyze(context.getStartupFailure())
                                .getDescription())
                        .contains("The property exportcomments." + setting.replaceFirst("=.*", "") + " must be")
                        .contains("to 1 day"));
    }

    @Test
    void withoutTheActuatorThereIsNothingOfIt() {
        runner.withClassLoader(new FilteredClassLoader(VertxTransport.class, SanitizingFunction.class))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context).doesNotHaveBean(SecretsSanitizer.class);
                });
    }
}
