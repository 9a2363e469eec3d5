package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.cli.internal.command.CannedService.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was killed while it sent a creation, taken up by the next: no job is created twice. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT) // they wait for the list
@Tag("jdk-independent")
class ResumedCreationTest {
    private static final String URL = "https://www.youtube.com/watch?v=dQw4w9WgXcQ";

    @TempDir
    Path folder;

    private static String job(int number, String url) {
        return "{\"id\":" + number + ",\"guid\":\"b4219d47-3138-4efd-9762-2ef9f949508" + number
                + "\",\"status\":\"done\",\"total\":0,\"result_note\":\"none\",\"options\":{},\"url\":\"" + url
                + "\",\"created_at\":\"" + Instant.now().plusSeconds(1) + "\"}";
    }

    private static CannedService service(String... jobs) throws IOException {
        return new CannedService(request -> {
            if (request.startsWith("POST")) {
                return Answer.json(201, job(9, URL));
            }
            return request.equals("GET /api/v3/jobs")
                    ? Answer.json(200, Stream.of(jobs).collect(Collectors.joining(",", "[", "]")))
                    : Answer.json(
                            200,
                            Stream.concat(Stream.of(jobs), Stream.of(job(9, URL)))
                                    .filter(job -> job.contains(request.substring(request.lastIndexOf('/') + 1)))
                                    .findFirst()
                                    .orElseThrow());
        });
    }

    private CommandResult run(CannedService service, String... urls) throws IOException {
        Path file = Files.write(folder.resolve("urls.txt"), List.of(urls));
        if (!Files.exists(folder.resolve("urls.txt.report"))) {
            Files.writeString(
                    folder.resolve("urls.txt.report"), "sending\t-\t" + Instant.now() + "\t" + urls[0] + "\t\n");
        }
        return CommandResult.run(
                Map.of(),
                "export",
                "--from",
                file.toString(),
                "--updates",
                "polling",
                "--timeout",
                "20s",
                "--base-url",
                service.url().toString(),
                "--token",
                "SecretToken1");
    }

    private List<String> report() throws IOException {
        return Files.readAllLines(folder.resolve("urls.txt.report"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                URL,
                "http://youtube.com/watch?v=dQw4w9WgXcQ",
                "https://youtu.be/dQw4w9WgXcQ",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ&utm_source=x",
                "https://WWW.YouTube.com:443/watch?v=dQw4w9WgXcQ/",
                "https://m.youtube.com/watch?v=%64Qw4w9WgXcQ"
            })
    void aJobUnderARewrittenUrlIsNotCreatedAgain(String rewritten) throws IOException {
        try (CannedService service = service(job(1, rewritten))) {
            CommandResult result = run(service, URL);

            assertThat(service.count("POST")).as(result.err()).isZero();
            assertThat(result.code()).as(result.err()).isIn(5, 7);
        }
    }

    @Test
    void whatCanNotBeToldIsSaidAndTheOthersGoOn() throws IOException {
        try (CannedService service = service(job(1, "https://short.example/a"), job(2, "https://short.example/b"))) {
            CommandResult result = run(service, URL, "https://vimeo.com/2");

            assertThat(result.code()).as(result.err()).isEqualTo(5);
            assertThat(result.err()).contains("1 sending", "1 empty", "Run the same command again");
            assertThat(service.count("POST")).isEqualTo(1);
            assertThat(report())
                    .filteredOn(line -> line.contains(URL))
                    .last()
                    .asString()
                    .startsWith("sending\t-\t")
                    .contains("b4219d47-3138-4efd-9762-2ef9f9495081", "b4219d47-3138-4efd-9762-2ef9f9495082");
        }
    }

    @Test
    void itsTimeStaysInTheReportHoweverOftenItIsLookedFor() throws IOException {
        try (CannedService service = service(job(1, "https://short.example/a"), job(2, "https://short.example/b"))) {
            String sentAt = Instant.now().minusSeconds(40).toString();
            Files.writeString(folder.resolve("urls.txt.report"), "sending\t-\t" + sentAt + "\t" + URL + "\t\n");
            run(service, URL);

            assertThat(report())
                    .hasSizeGreaterThan(1)
                    .allMatch(line -> line.startsWith("sending\t-\t" + sentAt + "\t"));
        }
    }

    @Test
    void aJobThatFailedAndWaitsForItsNextAttemptIsNotCreatedAgain() throws IOException {
        try (CannedService service = service(job(1, URL))) {
            Files.writeString(
                    folder.resolve("urls.txt.report"),
                    "waiting\tb4219d47-3138-4efd-9762-2ef9f9495081\t" + Instant.now() + "\t" + URL + "\t\n");
            CommandResult result = run(service, URL);

            assertThat(result.code()).as(result.err()).isEqualTo(7);
            assertThat(service.count("POST")).isZero();
        }
    }

    @Test
    void theJobOfAnotherUrlIsNotTaken() throws IOException {
        try (CannedService service = service(job(1, URL))) {
            Files.writeString(
                    folder.resolve("urls.txt.report"),
                    "created\tb4219d47-3138-4efd-9762-2ef9f9495081\t" + Instant.now()
                            + "\thttps://youtu.be/dQw4w9WgXcQ\t\n" + "sending\t-\t" + Instant.now() + "\t" + URL
                            + "\t\n");
            CommandResult result = run(service, URL, "https://youtu.be/dQw4w9WgXcQ");

            assertThat(report())
                    .as(result.err())
                    .filteredOn(line -> line.contains(URL))
                    .noneMatch(line -> line.contains("b4219d47-3138-4efd-9762-2ef9f9495081"));
        }
    }

    @Test
    void theSendingIsOnTheDiskBeforeItGoesOut() throws IOException {
        Path report = folder.resolve("urls.txt.report");
        Files.writeString(report, "");
        try (CannedService service = new CannedService(request -> {
            if (!request.startsWith("POST")) {
                return Answer.json(200, job(9, URL));
            }
            try {
                return Files.readString(report).startsWith("sending\t-\t")
                        ? Answer.json(201, job(9, URL))
                        : Answer.json(400, "{}");
            } catch (IOException e) {
                return Answer.json(400, "{}");
            }
        })) {
            assertThat(run(service, URL).code()).isEqualTo(7);
            assertThat(report()).extracting(line -> line.split("\t")[0]).containsExactly("sending", "created", "empty");
        }
    }
}
