package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.bulk.BulkExports;
import io.exportcomments.mock.MockService;
import io.exportcomments.port.Timeouts;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The time of a creation goes by the client that there is, whoever set its times. */
@Timeout(120)
class BulkTimesTest {
    private final MockService mock = BulkProgram.service();
    private final ApplicationContextRunner runner = BulkProgram.runner(mock, BulkProgram.database())
            .withPropertyValues("exportcomments.bulk.work=false")
            .withUserConfiguration(Patient.class);

    @AfterEach
    void stop() {
        mock.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class Patient {
        @Bean
        ExportCommentsCustomizer<ExportCommentsBuilder> patience() {
            return builder -> builder.timeouts(
                    new Timeouts(Duration.ofSeconds(10), Duration.ofMinutes(2), Duration.ofMinutes(5)));
        }
    }

    @Test
    void itIsLongEnoughByDefault() {
        runner.run(context -> assertThat(context).hasSingleBean(BulkExports.class));
    }

    @Test
    void oneThatIsTooShortEndsTheStart() {
        runner.withPropertyValues("exportcomments.bulk.exchange-timeout=70s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("The property exportcomments.bulk.exchange-timeout must be at least 5 s longer than"
                                + " exportcomments.timeouts.attempt: 70 s and 120 s"));
    }
}
