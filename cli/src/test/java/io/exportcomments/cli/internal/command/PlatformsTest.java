package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands know of platforms, and the options of platforms. */
class PlatformsTest {
    private static final String SHOP = "https://www.etsy.com/listing/1234567890/";

    private static MockService mock;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        mock = MockService.builder().defaultScript(JobScript.instant().rows(3)).start();
    }

    @AfterAll
    static void stop() {
        mock.close();
    }

    private static CommandResult offline(String... arguments) {
        return CommandResult.run(Map.of(), arguments);
    }

    private static CommandResult run(String... arguments) {
        Stream<String> service = Stream.of("--base-url", mock.baseUrl().toString());
        return CommandResult.run(
                Map.of(ServiceOptions.TOKEN_VARIABLE, mock.token()),
                Stream.concat(Stream.of(arguments), service).toArray(String[]::new));
    }

    @Test
    void theListNeedsNoToken() {
        CommandResult typed = offline("platforms");
        assertThat(typed.code()).isZero();
        assertThat(typed.err()).isEmpty();
        assertThat(typed.outLines()).hasSize(34);
        assertThat(typed.outLines().get(0)).startsWith("ID").contains("NAME", "EXPORTS", "OPTIONS");
        assertThat(typed.out()).contains("google_reviews", "Change.org", "followers following");
        assertThat(offline("platforms", "--json").outLines())
                .hasSize(33)
                .allMatch(line -> line.startsWith("{\"type\":\"platform\",\"id\":\"") && line.endsWith("\"]}"));
    }

    @Test
    void oneIsShownByItsId() {
        assertThat(offline("platforms", "--id", "facebook").outLines())
                .contains(
                        "name      Facebook",
                        "options   replies limit cookies vpn facebookAds",
                        "url       facebook.com/{page}/posts/{post}");
        CommandResult unknown = offline("platforms", "--id", "myspace");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("'myspace'", "use one of instagram, youtube");
        assertThat(offline("platforms", "--id", "etsy", "--detect", SHOP).code())
                .isEqualTo(2);
    }

    @Test
    void oneIsFoundByAPage() {
        CommandResult found = offline("platforms", "--detect", "https://youtu.be/abc", "--json");
        assertThat(found.out())
                .startsWith("{\"type\":\"detected\",\"url\":\"https://youtu.be/abc\",\"known_form\":true,"
                        + "\"id\":\"youtube\",\"name\":\"YouTube\"");
        assertThat(offline("platforms", "--detect", "https://youtube.com/@a|b/x")
                        .err())
                .contains("none of these forms");
        CommandResult none = offline("platforms", "--detect", "https://example.com/%zz", "--json");
        assertThat(none.code()).isZero();
        assertThat(none.out()).contains("\"known_form\":false,\"id\":null,\"name\":null,\"url_patterns\":null");
        assertThat(offline("platforms", "--detect", "https://example.com/").err())
                .contains("No known platform");
        CommandResult wrong = offline("platforms", "--detect", "youtube");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("--detect: Not a URL");
    }

    @Test
    void eachOptionOfAPlatformIsSent() {
        String[] flags = {
            "--tweets", "--followers", "--following", "--likes", "--shares", "--live", "--advanced", "--facebook-ads"
        };
        Stream<String> line = Stream.of(
                        Stream.of("export", "https://x.com/user", "--no-wait", "--quiet"),
                        Stream.of(flags),
                        Stream.of("--pool", "p1", "--cursor", "c1"))
                .flatMap(words -> words);
        CommandResult typed = run(line.toArray(String[]::new));
        assertThat(typed.code()).as(typed.err()).isZero();
        Map<String, Object> sent = mock.jobs()
                .find(UUID.fromString(typed.out().strip()))
                .orElseThrow()
                .options();
        for (String name :
                List.of("tweets", "followers", "following", "likes", "shares", "live", "advanced", "facebookAds")) {
            assertThat(sent).containsEntry(name, true);
        }
        assertThat(sent)
                .containsEntry("pool", "p1")
                .containsEntry("cursor", "c1")
                .hasSize(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                SHOP + " --replies|Warning: --replies is not an option of Etsy, which takes --limit, --vpn.",
                SHOP + " --option facebookAds=true|Warning: --facebook-ads is not an option of Etsy",
                "https://discord.com/channels/1/2 --vpn Norway|not an option of Discord, which takes --limit, --cookie.",
                "https://www.youtube.com/@somebody/videos|no known form of YouTube, such as youtube.com/watch?v={video};",
                "https://example.com/page-with-disqus --live|",
                SHOP + " --replies --quiet|",
                SHOP + " --limit 3|",
            })
    void whatThePlatformDoesNotKnowIsWarnedOfBeforeTheExport(String typed, String warning) {
        CommandResult result = run(("export " + typed + " --no-wait").split(" "));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err().contains("Warning")).isEqualTo(warning != null);
        if (warning != null) {
            assertThat(result.err().lines().findFirst().orElseThrow()).contains(warning);
        }
    }

    @Test
    void aWarningForScriptsIsAnObject() {
        CommandResult result = run("export", SHOP, "--replies", "--no-wait", "--json");
        assertThat(result.err())
                .isEqualTo(
                        "{\"type\":\"warning\",\"message\":\"--replies is not an option of Etsy, which takes --limit,"
                                + " --vpn\"}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SHOP + " --replies|--replies is not an option of Etsy",
                "https://www.etsy.com/shop/x|no known form of Etsy",
                "https://example.com/post|belongs to no known platform",
                "https://example.com/caf\u00e9|belongs to no known platform"
            })
    void strictRefusesItBeforeAnythingIsSent(String line) {
        String[] parts = line.split("\\|");
        int before = mock.journal().entries().size();
        CommandResult typed = run(("export --strict --no-wait " + parts[0]).split(" "));
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err().lines()).hasSize(1);
        assertThat(typed.err()).contains(parts[1], "(--strict)");
        assertThat(mock.journal().entries()).hasSize(before);
    }

    @Test
    void aFileOfUrlsIsCheckedAsAWhole() throws IOException {
        Path file = folder.resolve("urls.txt");
        List<String> urls = IntStream.range(0, 13)
                .mapToObj(i -> "https://www.etsy.com/shop/" + i)
                .toList();
        Files.write(file, urls);
        int before = mock.journal().entries().size();
        CommandResult strict = run("export", "--from", file.toString(), "--strict");
        assertThat(strict.code()).isEqualTo(2);
        assertThat(strict.err()).contains("etsy.com/shop/0: the URL has no known form");
        assertThat(mock.journal().entries()).hasSize(before);
        CommandResult warned = run("export", "--from", file.toString(), "--format", "none");
        assertThat(warned.code()).isZero();
        assertThat(warned.err().lines().filter(line -> line.startsWith("Warning: https://www.etsy.com/shop/")))
                .hasSize(10);
        assertThat(warned.err()).contains("Warning: and 3 more of this kind.");
    }

    /** Each knows the platforms by itself, so that a mistake in one shows in the other. */
    @Test
    void theMockKnowsThemToo() {
        for (Platform platform : Platform.all()) {
            String form = platform.urlPatterns().stream().findFirst().orElse("disqus.com/{page}");
            String url = "https://" + form.replace(".*", ".com").replaceAll("\\{\\w+}", "abc123");
            String guid = run("export", url, "--no-wait", "--quiet").out().strip();
            assertThat(mock.jobs().find(UUID.fromString(guid)).orElseThrow().platform())
                    .as(url)
                    .isEqualTo(platform.id());
        }
    }

    /** The official command line's own examples, where the options have the same names. */
    @Test
    void theOfficialCommandLinesExamplesRun() {
        String out = folder.toString();
        assertThat(run("export", "https://www.instagram.com/p/ABC123/", "-o", out)
                        .code())
                .isZero();
        CommandResult video =
                run("export", "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "--replies", "--limit", "500", "-o", out);
        assertThat(video.code()).isZero();
        assertThat(video.err()).doesNotContain("Warning");
        String guid = run("export", "https://www.amazon.com/dp/B08N5WRWNW", "--no-wait")
                .out()
                .strip();
        assertThat(run("status", guid).code()).isZero();
        assertThat(run("list", "--page", "1", "--limit", "10").code()).isZero();
        assertThat(run("download", guid, "-o", out).code()).isZero();
        assertThat(offline("platforms").code()).isZero();
        assertThat(offline("platforms", "--detect", "https://www.youtube.com/watch?v=abc")
                        .out())
                .contains("youtube");
        assertThat(run("ping").code()).isZero();
    }
}
