package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.MockService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bad value of any option is one line and exit code 2, before anything is sent. */
class BadValuesTest {
    private static MockService mock;

    @BeforeAll
    static void start() {
        mock = MockService.start();
    }

    @AfterAll
    static void stop() {
        mock.close();
    }

    private static void assertRefused(Map<String, String> environment, Stream<String> arguments, String said) {
        Map<String, String> all = new HashMap<>(environment);
        all.put(ServiceOptions.TOKEN_VARIABLE, mock.token());
        int before = mock.journal().entries().size();
        CommandResult typed = CommandResult.run(all, arguments.toArray(String[]::new));
        assertThat(typed.code()).as(typed.err()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).startsWith("exportcomments: ").contains(said).hasLineCount(1);
        assertThat(mock.journal().entries()).hasSize(before);
    }

    private static Stream<String> words(String line) {
        return line.isEmpty() ? Stream.empty() : Stream.of(line.split(" ")).map(word -> word.equals("''") ? "" : word);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--pool ''|pool",
                "--cursor ''|cursor",
                "--vpn ''|vpn",
                "--cookie =x|must be name=value",
                "--cookie a|must be name=value",
                "--option x|must be name=value",
                "--tweets=maybe|--tweets",
                "--replies=5|--replies",
                "--strict=x|--strict",
                "--limit 0|is not a whole number of at least 1",
                "--limit -1|is not a whole number of at least 1",
                "--limit 99999999999999999999|is not a whole number of at least 1",
                "--limit ''|is not a whole number of at least 1",
                "--limit 1 --limit 2|--limit",
                "--min-date ''|is not a date",
                "--min-date 1900-01-01|is before 1970",
                "--mock-speed x|--mock-speed",
                "--timeout 0|is not a time span",
                "--timeout 2d|is not a time span",
                "--timeout 48h|at most one day",
                "--proxy http://|the proxy's address must have the form",
                "--proxy https://p:1|http://, socks5:// or socks5h://",
                "--proxy socks4://x|http://, socks5:// or socks5h://",
                "--proxy http://p:99999|must be from 1 to 65535",
                "--proxy http://[::1|the proxy's address must have the form",
                "--cacert ''|must not be empty",
                "--cacert /|can't read /",
                "--cacert /none.pem|there is no such file",
                "--cacert /dev/null|no certificate in PEM",
                "--insecure=x|--insecure",
                "--format ''|is not a list of formats",
                "--format json,none|is not a list of formats",
                "--format none --excel|--excel needs --format csv",
                "--format xlsx --excel --no-wait|--excel needs --format csv",
                "--format xlsx --nested --no-wait|--nested needs --format csv or jsonl",
                "--output ''|must not be empty",
                "--output /dev/null|is not a directory"
            })
    void ofAnExport(String options, String said) {
        assertRefused(
                Map.of(),
                Stream.concat(
                        Stream.of(
                                "export",
                                "https://x.com/user",
                                "--base-url",
                                mock.baseUrl().toString()),
                        words(options)),
                said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "platforms --id ''|--id",
                "platforms --id|--id needs a",
                "platforms --detect ''|--detect",
                "platforms --detect ftp://x|--detect",
                "platforms --id etsy --id etsy|--id",
                "platforms extra|unexpected argument",
                "mcp --mock --http -1|--http must be 0 to 65535",
                "mcp --mock --http ''|--http",
                "mcp --mock --http 1.5|--http",
                "mcp --mock --allow-dir ''|must not be empty",
                "mcp --mock --allow-dir /dev/null|is not a folder",
                "mcp --mock --read-only=x|--read-only",
                "mcp --mock --updates x|is not one of",
                "mcp --mock --transport ''|is not one of",
                "mcp --mock --proxy http://x|make no sense with --mock",
                "mcp --mock --timeout x|is not a time span",
                "mcp --mock extra|unexpected argument",
                "generate-manual ''|must not be empty",
                "list --page x|'x' is not a whole number",
                "list --limit 99999999999|'99999999999' is not a whole number",
                "bulk decide x|'x' is not a whole number",
                "bulk stats|unknown command 'stats'; did you mean status?",
                "batch statu|unknown command 'statu'; did you mean status?",
                "list --page 1 -- --all|option '--all' stands behind '--'",
                "export --mock -- https://vimeo.com/1 --no-wait|option '--no-wait' stands behind '--'"
            })
    void ofOtherCommands(String line, String said) {
        assertRefused(Map.of(), words(line), said);
    }

    @ParameterizedTest
    @CsvSource({
        "http_proxy, ftp://secret@x, http_proxy: a proxy can be reached by",
        "https_proxy, http://:0, https_proxy: the proxy's address must have the form",
        "ALL_PROXY, socks4://secret@x, ALL_PROXY: a proxy can be reached by"
    })
    void ofAVariable(String name, String value, String said) {
        assertRefused(
                Map.of(name, value),
                List.of("ping", "--base-url", mock.baseUrl().toString()).stream(),
                said);
    }
}
