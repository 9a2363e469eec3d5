package io.exportcomments.spring.boot.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.mock.MockService;
import io.exportcomments.spring.boot.ExportCommentsConnectionDetails;
import io.exportcomments.spring.boot.ExportCommentsCustomizer;
import io.exportcomments.spring.boot.test.program.Archive;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Without anything else, the client and what the test names. */
@Timeout(60)
class AloneTest {
    private static final String TOKEN = "AnotherToken".repeat(10);

    @Nested
    @ExportCommentsTest
    class WithNothing {
        @Test
        void thereIsAClientAndNoProgram(@Autowired ExportComments client, @Autowired ApplicationContext context) {
            client.ping();
            assertThat(context.getBeanProvider(Archive.class).stream()).isEmpty();
        }
    }

    @Nested
    @ExportCommentsTest
    @Import(Archive.class)
    class WithAnImport {
        @Test
        void whatIsNamedIsThere(@Autowired Archive archive, @Autowired MockService mock) {
            String url = "https://vimeo.com/2";
            archive.export(url);
            assertThat(mock.jobs().all())
                    .singleElement()
                    .satisfies(job -> assertThat(job.url()).isEqualTo(url));
        }
    }

    @Nested
    @ExportCommentsTest
    class WithACustomizer {
        @Test
        void theStandInIsSetUpByIt(
                @Autowired MockService mock,
                @Autowired ExportCommentsConnectionDetails connection,
                @Autowired ExportComments client) {
            assertThat(mock.token()).isEqualTo(TOKEN);
            assertThat(connection.token().reveal()).isEqualTo(TOKEN);
            client.ping();
        }

        @TestConfiguration(proxyBeanMethods = false)
        static class Setup {
            @Bean
            ExportCommentsCustomizer<MockService.Builder> otherToken() {
                return builder -> builder.token(TOKEN);
            }
        }
    }

    @Nested
    @ExportCommentsTest
    class WithAStandInOfItsOwn {
        @Test
        void itIsTaken(@Autowired MockService mock, @Autowired ExportComments client) {
            assertThat(mock.token()).isEqualTo(TOKEN + "2");
            client.ping();
        }

        @Configuration(proxyBeanMethods = false)
        static class Setup {
            @Bean(destroyMethod = "close")
            MockService mine() {
                return MockService.builder().token(TOKEN + "2").start();
            }
        }
    }
}
