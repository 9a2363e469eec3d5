package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results as tables, by the commands. */
class TablesTest {
    private static final String TWEET = "https://x.com/username/status/1234567890";
    private static final Pattern LONG_ID = Pattern.compile("(?<![0-9'])1\\d{18}(?![0-9])");

    private static MockService mock;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        mock = MockService.builder()
                .defaultScript(JobScript.instant().rows(7).comments(row -> row == 2 ? "=1+1" : "text " + row))
                .start();
    }

    @AfterAll
    static void stop() {
        mock.close();
    }

    private static CommandResult run(String... arguments) {
        Stream<String> service = Stream.of("--base-url", mock.baseUrl().toString());
        return CommandResult.run(
                Map.of(ServiceOptions.TOKEN_VARIABLE, mock.token()),
                Stream.concat(Stream.of(arguments), service).toArray(String[]::new));
    }

    private static List<String> longIds(String text) {
        return LONG_ID.matcher(text).results().map(found -> found.group()).toList();
    }

    @Test
    void exportMakesTablesBesideTheServicesFiles() throws IOException {
        CommandResult typed = run("export", TWEET, "--format", "csv,json,jsonl", "--json", "-o", folder.toString());
        assertThat(typed.code()).as(typed.err()).isZero();
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.sorted().toList();
        }
        assertThat(files).hasSize(3);
        String csv = Files.readString(files.get(0));
        String json = Files.readString(files.get(1));
        List<String> lines = Files.readAllLines(files.get(2));
        assertThat(csv.lines().findFirst().orElseThrow())
                .startsWith("number,id,parent_id,author")
                .endsWith(",tweet_id,retweets");
        assertThat(csv.lines()).hasSize(8);
        assertThat(lines).hasSize(7).allMatch(line -> line.startsWith("{\"number\":"));
        assertThat(longIds(csv)).hasSize(7).isEqualTo(longIds(json)).isEqualTo(longIds(String.join("\n", lines)));
        assertThat(typed.out())
                .contains("\"format\":\"csv\"", "\"format\":\"jsonl\"", "\"bytes\":" + Files.size(files.get(0)) + "}");
    }

    @Test
    void aTableForSpreadsheetsHasNothingToRoundOrToObey() throws IOException {
        String guid = run("export", TWEET, "--no-wait").out().strip();
        CommandResult typed = run("download", guid, "--format", "csv", "--excel", "-o", folder.toString());
        assertThat(typed.out().strip()).isEqualTo(folder.resolve(guid + ".csv").toString());
        String csv = Files.readString(folder.resolve(guid + ".csv"));
        assertThat(csv).startsWith("\uFEFFnumber,").contains(",'=1+1,").contains("'1");
        assertThat(longIds(csv)).isEmpty();
        CommandResult again = run("download", guid, "--format", "csv", "-o", folder.toString());
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("already exists", "--force");
        assertThat(run("download", guid, "--format", "csv", "--force", "-o", folder.toString())
                        .code())
                .isZero();
        assertThat(Files.readString(folder.resolve(guid + ".csv")))
                .startsWith("number,")
                .contains(",=1+1,");
    }

    @Test
    void aFileOfUrlsBecomesTables() throws IOException {
        Path urls = folder.resolve("urls.txt");
        Files.write(urls, List.of(TWEET, "https://www.yelp.com/biz/business-name-city"));
        Path out = folder.resolve("out");
        CommandResult typed = run("export", "--from", urls.toString(), "--format", "jsonl", "-o", out.toString());
        assertThat(typed.code()).as(typed.err()).isZero();
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files).hasSize(2).allMatch(file -> file.toString().endsWith(".jsonl"));
        }
    }

    @Test
    void repliesBecomeRowsOrStayNested() throws IOException {
        String rows = "[{\"id\":1,\"replies\":[{\"id\":2,\"text\":\"a\"}]}]";
        try (CannedService service = new CannedService(request -> CannedService.Answer.json(
                200,
                request.contains("/files/") ? rows : CannedService.job("done", "\"json_url\":\"/files/x.json\"")))) {
            assertTables(service, "1,0,,", "{\"id\":1,\"depth\":0}");
            assertTables(service, "1,\"[{\"\"id\"\":2", rows.substring(1, rows.length() - 1), "--nested");
        }
    }

    private void assertTables(CannedService service, String csv, String jsonl, String... more) throws IOException {
        String[] download = {
            "download",
            CannedService.GUID,
            "--force",
            "--format",
            "csv,jsonl",
            "-o",
            folder.toString(),
            "--token",
            "abc",
            "--base-url",
            service.url().toString()
        };
        CommandResult typed = CommandResult.run(
                Map.of(), Stream.concat(Stream.of(download), Stream.of(more)).toArray(String[]::new));
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve(CannedService.GUID + ".csv"))
                        .get(1))
                .startsWith(csv);
        assertThat(Files.readAllLines(folder.resolve(CannedService.GUID + ".jsonl"))
                        .get(0))
                .isEqualTo(jsonl);
    }

    @Test
    void somethingElseThanTheResultIsTheErrorOfTheJson() throws IOException {
        try (CannedService service = new CannedService(request -> request.contains("/files/")
                ? CannedService.Answer.of(200, "text/html", "<html>log in</html>")
                : CannedService.Answer.json(200, CannedService.job("done", "\"json_url\":\"/files/x.json\"")))) {
            for (String format : List.of("json", "csv", "jsonl")) {
                CommandResult typed = CommandResult.run(
                        Map.of(),
                        "download",
                        CannedService.GUID,
                        "--format",
                        format,
                        "-o",
                        folder.toString(),
                        "--token",
                        "abc",
                        "--base-url",
                        service.url().toString());
                assertThat(typed.code()).isEqualTo(5);
                assertThat(typed.err())
                        .contains("the file is not the JSON result")
                        .hasLineCount(1);
            }
            assertThat(folder).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--format parquet|'parquet' is not a list of formats; use none, or some of json, xlsx, csv, jsonl",
                "--format csv,|is not a list of formats",
                "--excel|--excel needs --format csv",
                "--format jsonl --excel|--excel needs --format csv",
                "--nested|--nested needs --format csv or jsonl"
            })
    void mistakesAreFoundBeforeAnythingIsSent(String line) {
        String[] parts = line.split("\\|");
        int before = mock.journal().entries().size();
        CommandResult typed = run(("export " + TWEET + " " + parts[0]).split(" "));
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains(parts[1]);
        assertThat(mock.journal().entries()).hasSize(before);
    }
}
