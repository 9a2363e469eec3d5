package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.spring.boot.autoconfigure.ExportCommentsAutoConfiguration;
import io.exportcomments.spring.boot.autoconfigure.WebhookAutoConfiguration;
import io.exportcomments.spring.boot.internal.InvalidSettingFailureAnalyzer;
import io.exportcomments.transport.vertx.VertxTransport;
import io.exportcomments.update.polling.PollingUpdates;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

/** A program starts with settings that can be used, or not at all; and then it says which property it is. */
class InvalidSettingsTest {
    private final ApplicationContextRunner program = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(WebhookAutoConfiguration.class, ExportCommentsAutoConfiguration.class))
            .withPropertyValues("exportcomments.api-token=token")
            .withClassLoader(new FilteredClassLoader(VertxTransport.class));

    private static FailureAnalysis analysis(Throwable failure) {
        FailureAnalysis analysis = new InvalidSettingFailureAnalyzer().analyze(failure);
        assertThat(analysis).as(String.valueOf(failure)).isNotNull();
        return analysis;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exportcomments.timeouts.connect=0s | exportcomments.timeouts | connect time-out",
                "exportcomments.timeouts.attempt=2d | exportcomments.timeouts | attempt time-out",
                "exportcomments.timeouts.call=-1s | exportcomments.timeouts | call time-out",
                "exportcomments.watch.share=1.5 | exportcomments.watch.share | at most 1",
                "exportcomments.watch.share=50 | exportcomments.watch.share | at most 1",
                "exportcomments.watch.failover-after=2h | exportcomments.watch.failover-after | 1 hour",
                "exportcomments.watch.reconcile-every=0 | exportcomments.watch.reconcile-every | 1 ms",
                "exportcomments.user-agent=caf\u00e9 | exportcomments.user-agent | ASCII",
                "exportcomments.base-url=https://exportcomments.com/api/v3 | exportcomments.base-url | no path",
                "exportcomments.base-url=exportcomments.com | exportcomments.base-url | origin",
                "exportcomments.base-url=https://user:word@exportcomments.com | exportcomments.base-url | user"
            })
    void aValueOutOfItsRangeNamesItsProperty(String setting, String property, String range) {
        program.withPropertyValues(setting).run(context -> {
            FailureAnalysis said = analysis(context.getStartupFailure());
            assertThat(said.getDescription())
                    .contains("The property " + property + " can't be used.", range)
                    .doesNotContain("word");
            assertThat(said.getAction()).contains("property");
        });
    }

    @Test
    void webhooksThatAreNamedNeedASecret() {
        program.withPropertyValues("exportcomments.updates=webhook")
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .contains("exportcomments.updates", "exportcomments.webhook.secrets"));
    }

    @Test
    void onlyWhatIsMissingIsNamed() {
        program.withPropertyValues("exportcomments.updates=webhook,polling")
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .contains("exportcomments.webhook.secrets")
                        .doesNotContain("update-polling", "update-websocket"));
    }

    @Test
    void aSourceThatIsNotOnTheClasspathNeedsItsDependency() {
        program.withClassLoader(new FilteredClassLoader(VertxTransport.class, PollingUpdates.class))
                .withPropertyValues("exportcomments.updates=websocket,polling")
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .contains("exportcomments-update-polling")
                        .doesNotContain("exportcomments-update-websocket"));
    }

    @Test
    void aSourceOfTheProgramsOwnStandsForTheOneThatIsNamed() {
        UpdateSourceProvider own = client -> PollingUpdates.create().open(client);
        program.withPropertyValues("exportcomments.updates=webhook")
                .withBean("own", UpdateSourceProvider.class, () -> own)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(ExportComments.class));
    }

    @Test
    void whatIsNamedAndThereIsTaken() {
        program.withPropertyValues(
                        "exportcomments.updates=webhook,polling",
                        "exportcomments.webhook.secrets=a-secret-of-the-account")
                .run(context -> assertThat(context.getBeansOfType(UpdateSourceProvider.class))
                        .hasSize(2));
    }

    /** As of a file that an editor wrote, or of a variable that was set from one. */
    @Test
    void secretsMayEndWithALineEnd() {
        Map<String, Object> asTheyCame = Map.of(
                "exportcomments.api-token", "token\r\n",
                "exportcomments.webhook.secrets[0]", "a-secret-of-the-account\n");
        program.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("files", asTheyCame)))
                .run(context -> assertThat(context.getBean(ExportCommentsConnectionDetails.class)
                                .token()
                                .reveal())
                        .isEqualTo("token"));
    }
}
