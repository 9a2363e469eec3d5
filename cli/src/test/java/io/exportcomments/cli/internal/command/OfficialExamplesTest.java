package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The examples of the service's own command line, {@code exportcomments/exportcomments-cli}, on this one. Where an
 * option has another name here, the example is written with that: an export waits and fetches its files here unless it
 * is told otherwise.
 */
class OfficialExamplesTest {
    private static MockService mock;
    private static String guid;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        mock = MockService.builder()
                .token("SecretToken6".repeat(10))
                .defaultScript(JobScript.instant().rows(3))
                .start();
        guid = ours(
                        Map.of(ServiceOptions.TOKEN_VARIABLE, mock.token()),
                        "export https://vimeo.com/1 --no-wait --base-url " + mock.baseUrl())
                .out()
                .strip();
    }

    @AfterAll
    static void stop() {
        mock.close();
    }

    private static CommandResult ours(Map<String, String> environment, String line) {
        return CommandResult.run(environment, line.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "export https://www.instagram.com/p/ABC123/ | .xlsx",
                "--token TOKEN export https://www.instagram.com/p/ABC123/ | .xlsx",
                "export https://www.youtube.com/watch?v=dQw4w9WgXcQ --replies --limit 500 | .json",
                "export https://www.amazon.com/dp/B08N5WRWNW --format xlsx | .xlsx",
                "export https://www.trustpilot.com/review/example.com --format json | .json",
                "export https://www.reddit.com/r/sub/comments/abc123/ --min-date 2024-01-01 --max-date 2024-06-30 | .json",
                "export https://x.com/username --tweets --followers --limit 1000 | .json",
                "export https://www.instagram.com/p/ABC123/ --replies | .json",
                "export https://x.com/username --following --likes | .json",
                "export https://www.facebook.com/user/posts/1 --shares --advanced --facebook-ads --vpn Norway | .json",
                "status GUID | status    done",
                "watch GUID | done 3/3",
                "list | GUID",
                "list --page 2 --limit 10 | ''",
                "download GUID | .xlsx",
                "download GUID --json | \"format\":\"json\"",
                "platforms | instagram",
                "platforms --detect https://www.youtube.com/watch?v=abc | YouTube",
                "platforms --id instagram | Instagram",
                "ping | token is valid"
            })
    void theExampleRuns(String example, String printed) {
        String line = example.replace("GUID", guid).replace("TOKEN", mock.token());
        String more = example.startsWith("platforms") ? "" : " --base-url " + mock.baseUrl();
        boolean files = example.contains("export") || example.startsWith("download");
        CommandResult typed = ours(
                example.contains("TOKEN") ? Map.of() : Map.of(ServiceOptions.TOKEN_VARIABLE, mock.token()),
                line + more + (files ? " -o " + folder : ""));
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out()).contains(printed.replace("GUID", guid));
        assertThat(typed.out() + typed.err()).doesNotContain(mock.token());
    }

    @Test
    void theOptionsOfAnExampleAreSent() {
        ours(
                Map.of(ServiceOptions.TOKEN_VARIABLE, mock.token()),
                "export https://x.com/sent --tweets --followers --limit 1000 --no-wait --base-url " + mock.baseUrl());
        MockJob job = mock.jobs().all().stream()
                .filter(one -> one.url().endsWith("/sent"))
                .findFirst()
                .orElseThrow();
        assertThat(job.options())
                .containsEntry("tweets", true)
                .containsEntry("followers", true)
                .containsEntry("limit", 1000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--token a list --page 2 | list --token a --page 2",
                "--token=a --base-url b batch create u | batch create --token=a --base-url b u",
                "--token a bulk | bulk --token a",
                "--token | --token",
                "--token a | --token a",
                "--token a --help | --token a --help",
                "list --token a | list --token a"
            })
    void whatStandsBeforeTheCommandIsMovedBehindIt(String typed, String moved) {
        assertThat(List.of(LeadingOptions.moved(typed.split(" "))))
                .isEqualTo(Stream.of(moved.split(" ")).toList());
    }
}
