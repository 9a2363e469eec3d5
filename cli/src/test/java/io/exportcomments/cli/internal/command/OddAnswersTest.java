package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.cli.internal.command.CannedService.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command makes of answers that services and proxies were seen to give. */
@Timeout(120)
class OddAnswersTest {
    private static final String NOTE = "The post is private or needs a login.";

    private static final String FILES =
            "\"json_url\":\"/f.json\",\"download_link\":\"/f.xlsx\",\"total\":1,\"total_exported\":1";

    @TempDir
    Path folder;

    private static CommandResult run(CannedService service, String... typed) {
        List<String> all = new ArrayList<>(List.of(typed));
        all.addAll(List.of("--base-url", service.url().toString(), "--token", "SecretToken1"));
        return CommandResult.run(Map.of(), all.toArray(String[]::new));
    }

    private CommandResult export(CannedService service, String... more) {
        List<String> all = new ArrayList<>(List.of("export", "https://vimeo.com/1", "--updates", "polling"));
        all.addAll(List.of("--output", folder.resolve("out").toString()));
        all.addAll(List.of(more));
        return run(service, all.toArray(String[]::new));
    }

    private CommandResult exportFrom(CannedService service, String... more) throws IOException {
        Path urls = Files.writeString(folder.resolve("urls.txt"), "https://vimeo.com/1\n");
        List<String> all = new ArrayList<>(List.of("export", "--from", urls.toString(), "--updates", "polling"));
        all.addAll(List.of("--output", folder.resolve("out").toString()));
        all.addAll(List.of(more));
        return run(service, all.toArray(String[]::new));
    }

    private String lastStatus() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("urls.txt.report"));
        return lines.get(lines.size() - 1).split("\t", 2)[0];
    }

    private List<Path> files() throws IOException {
        Path out = folder.resolve("out");
        if (!Files.exists(out)) {
            return List.of();
        }
        try (var all = Files.list(out)) {
            return all.toList();
        }
    }

    private static CannedService emptyResult(String note) throws IOException {
        return new CannedService(request -> request.startsWith("POST")
                ? Answer.json(201, CannedService.job("queueing", ""))
                : Answer.json(
                        200,
                        CannedService.job(
                                "done",
                                "\"total\":0,\"total_exported\":0,\"download_url\":null,\"json_url\":null,\"result_note\":"
                                        + note)));
    }

    @Test
    void anEmptyResultIsAnOutcomeOfItsOwn() throws IOException {
        try (CannedService service = emptyResult("\"" + NOTE + "\"")) {
            CommandResult result = export(service);

            assertThat(result.code()).as(result.err()).isEqualTo(7);
            assertThat(result.err())
                    .contains("ob " + CannedService.GUID, "result is empty: " + NOTE)
                    .doesNotContain("not found", "Done");
            assertThat(result.out()).isEmpty();
            assertThat(files()).isEmpty();
            assertThat(run(service, "download", CannedService.GUID, "--output", folder.toString())
                            .code())
                    .isEqualTo(7);
            assertThat(run(service, "watch", CannedService.GUID, "--updates", "polling")
                            .code())
                    .isEqualTo(7);
            assertThat(run(service, "status", CannedService.GUID).out()).contains(NOTE);
            assertThat(run(service, "status", CannedService.GUID, "--json").out())
                    .contains("\"result_note\":\"" + NOTE + "\"");
        }
    }

    @Test
    void anEmptyResultWithoutANoteSaysWhatItMayBe() throws IOException {
        try (CannedService service = emptyResult("null")) {
            assertThat(export(service).err()).contains("its result is empty: the page may be private");
        }
    }

    @Test
    void theReportSaysThatAResultIsEmptyAndTheNextRunSkipsIt() throws IOException {
        try (CannedService service = emptyResult("\"" + NOTE + "\"")) {
            CommandResult result = exportFrom(service);

            assertThat(result.code()).as(result.err()).isEqualTo(7);
            assertThat(result.err()).contains("1 URL: 1 empty", NOTE);
            assertThat(lastStatus()).isEqualTo("empty");
            assertThat(exportFrom(service).code()).isEqualTo(7);
            assertThat(service.count("POST")).isEqualTo(1);
        }
    }

    /** As behind a tunnel, or at a mock that was started by another name. */
    @Test
    void aLinkAtAnotherOriginIsNotAWrongToken() throws IOException {
        AtomicReference<String> links = new AtomicReference<>("");
        try (CannedService service = new CannedService(request -> request.startsWith("POST")
                ? Answer.json(201, CannedService.job("queueing", ""))
                : request.startsWith("GET /api/v3/job/")
                        ? Answer.json(200, CannedService.job("done", links.get()))
                        : Answer.json(401, "{\"detail\":\"Missing or invalid X-AUTH-TOKEN header.\"}"))) {
            String other = "http://localhost:" + service.url().getPort();
            links.set("\"total\":1,\"json_url\":\"" + other + "/f.json?sig=SECRET\",\"download_link\":\"" + other
                    + "/f.xlsx\"");
            CommandResult result = export(service);

            assertThat(result.code()).as(result.err()).isEqualTo(3);
            assertThat(result.err())
                    .contains("no token was sent there", other, service.url().toString())
                    .doesNotContain("SECRET", "Check the API token");
            assertThat(exportFrom(service).code()).isEqualTo(3);
            assertThat(lastStatus()).isEqualTo("broken");
        }
    }

    private static CannedService wrongFile(String kind) throws IOException {
        return new CannedService(request -> request.startsWith("POST")
                ? Answer.json(201, CannedService.job("queueing", ""))
                : request.startsWith("GET /api/v3/job/")
                        ? Answer.json(200, CannedService.job("done", FILES))
                        : switch (kind) {
                            case "login" ->
                                Answer.of(
                                        200,
                                        "text/html; charset=utf-8",
                                        "<!DOCTYPE html><html><title>Log in</title></html>");
                            case "jsonerror" ->
                                Answer.json(
                                        200,
                                        "{\"status_code\":403,\"error_code\":\"PLAN_EXPIRED\",\"detail\":\"renew\"}");
                            default -> Answer.of(200, "application/octet-stream", "");
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "jsonerror", "empty"})
    void aPageIsNotSavedAsAResult(String kind) throws IOException {
        try (CannedService service = wrongFile(kind)) {
            CommandResult result = export(service);

            assertThat(result.code()).as(result.err()).isNotZero();
            assertThat(result.out()).isEmpty();
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void theReportSaysThatAPageCameInPlaceOfAResultAndTheNextRunTriesAgain() throws IOException {
        try (CannedService service = wrongFile("login")) {
            assertThat(exportFrom(service).code()).isEqualTo(5);
            assertThat(lastStatus()).isEqualTo("broken");
            assertThat(files()).isEmpty();
            long before = service.count("GET /f.");
            assertThat(exportFrom(service).code()).isEqualTo(5);
            assertThat(service.count("GET /f.")).isGreaterThan(before);
            assertThat(service.count("POST")).isEqualTo(1);
        }
    }
}
