package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.exportcomments.spring.boot.autoconfigure.ExportCommentsAutoConfiguration;
import io.exportcomments.spring.boot.autoconfigure.WebhookAutoConfiguration;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** What a program says at its start of secrets that it can't use. */
class WebhookSecretsTest {
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({WebhookAutoConfiguration.class, ExportCommentsAutoConfiguration.class})
    static class Program {}

    /** All that Spring Boot would show of the failure: what the first that knows it says, and the stack trace. */
    private static String saidOf(String name, String value) {
        Throwable failure = catchThrowable(() -> new SpringApplicationBuilder(Program.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .properties("exportcomments.api-token=token")
                .run("--exportcomments.transport=retrofit", "--" + name + "=" + value)
                .close());
        assertThat(failure).as("of the start").isNotNull();
        StringWriter said = new StringWriter();
        failure.printStackTrace(new PrintWriter(said));
        ArgumentResolver arguments = ArgumentResolver.of(BeanFactory.class, new DefaultListableBeanFactory())
                .and(Environment.class, new StandardEnvironment());
        // Some want what is not on the classpath: Spring Boot passes over them, too.
        FailureHandler passedOver = (type, analyzer, error) -> {};
        FailureAnalysis analysis =
                SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(FailureAnalyzer.class, arguments, passedOver)
                        .stream()
                        .map(analyzer -> analyzer.analyze(failure))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow();
        return analysis.getDescription() + " " + analysis.getAction() + " " + said;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[1]   | whsec_never_to_be_shown     | numbered secrets begin with exportcomments.webhook.secrets[0]",
                "[0]   | whsec_never to_be_shown     | has characters that can't be in one",
                "\"\"  | ${WHSEC_NEVER_TO_BE_SHOWN}  | has a placeholder that no property or variable fills",
            })
    void theReasonIsSaidAndNoSecretShown(String index, String value, String reason) {
        assertThat(saidOf("exportcomments.webhook.secrets" + index, value))
                .contains(reason, "EXPORTCOMMENTS_WEBHOOK_SECRETS")
                .doesNotContainIgnoringCase("to_be_shown")
                .doesNotContain("?.");
    }

    @Test
    void aTokenOfWhichThePlaceholderIsLeftIsNone() {
        assertThat(saidOf("exportcomments.api-token", "${NO_SUCH_VARIABLE}"))
                .contains("api-token has a placeholder that no property or variable fills");
    }
}
