package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.BulkExports;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.spring.boot.internal.BulkEndpoint;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** Batches in the actuator, over HTTP. */
@Timeout(120)
class BulkEndpointTest {
    private static final String FAILING = "https://www.youtube.com/watch?v=failing";
    private static final String SECRET = "secret-cookie";

    private final MockService mock = BulkProgram.service();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        mock.close();
    }

    private ConfigurableApplicationContext program(WebApplicationType type, String exposed) {
        return WebProgram.start(
                type,
                Map.of(
                        "exportcomments.api-token", mock.token(),
                        "exportcomments.base-url", mock.baseUrl(),
                        "exportcomments.policies.enabled", false,
                        "spring.datasource.url", BulkProgram.database(),
                        "management.endpoints.web.exposure.include", exposed),
                context -> {});
    }

    private HttpResponse<String> ask(ConfigurableApplicationContext program, String path, String body)
            throws Exception {
        URI address = WebProgram.address(program, "/actuator/bulkexports" + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVLET", "REACTIVE"})
    void batchesAreListedLookedAtPausedAndRetried(WebApplicationType type) throws Exception {
        mock.script(FAILING, JobScript.failing("The video is private"));
        try (ConfigurableApplicationContext program = program(type, "*")) {
            BulkExports bulk = program.getBean(BulkExports.class);
            bulk.submit(
                    "a b",
                    List.of(
                            ExportRequest.of("https://www.youtube.com/watch?v=fine"),
                            new ExportRequest(
                                    FAILING,
                                    ExportOptions.builder()
                                            .set("cookies", Map.of("sessionid", SECRET))
                                            .build())));
            bulk.await("a b", Duration.ofSeconds(60));

            assertThat(ask(program, "", "").body())
                    .contains("\"name\":\"a b\"", "\"stage\":\"running\"", "\"done\":1", "\"over\":true");
            assertThat(ask(program, "/a%20b", "").body())
                    .contains(FAILING, "\"state\":\"failed\"", "\"failed\":1", "The video is private")
                    .doesNotContain("secret-cookie");
            assertThat(ask(program, "/a%20b", "{\"action\":\"pause\"}").body()).contains("\"stage\":\"paused\"");
            assertThat(bulk.progress("a b")).map(it -> it.stage().label()).hasValue("paused");
            assertThat(ask(program, "/a%20b", "{\"action\":\"retry\"}").body()).contains("\"waiting\":1");
            assertThat(ask(program, "/a%20b", "{\"action\":\"resume\"}").body()).contains("\"stage\":\"running\"");
            assertThat(bulk.await("a b", Duration.ofSeconds(60)).count(ItemState.FAILED))
                    .isEqualTo(1);

            assertThat(ask(program, "/other", "").statusCode()).isEqualTo(404);
            assertThat(ask(program, "/other", "{\"action\":\"pause\"}").statusCode())
                    .isEqualTo(400);
            assertThat(ask(program, "/a%20b", "{\"action\":\"explode\"}").statusCode())
                    .isEqualTo(400);
            bulk.cancel("a b");
            assertThat(ask(program, "/a%20b", "{\"action\":\"resume\"}").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void itIsNotThereUnlessItIsExposed() throws Exception {
        try (ConfigurableApplicationContext program = program(WebApplicationType.SERVLET, "health")) {
            assertThat(ask(program, "", "").statusCode()).isEqualTo(404);
            assertThat(program.getBeanNamesForType(BulkEndpoint.class)).isEmpty();
        }
    }
}
