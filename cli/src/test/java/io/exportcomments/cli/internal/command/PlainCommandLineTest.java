package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.cli.internal.terminal.Terminal;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What is read without picocli is what picocli reads. */
class PlainCommandLineTest {
    private static final String GUID = "b4219d47-3138-4efd-9762-2ef9f9495084";
    private static final List<String> COMMANDS =
            List.of("status", "list", "retry", "stop", "ping", "watch", "Status", "");

    /** Some of all that may be typed behind a command; most of it is nonsense together. */
    private static final List<String> WORDS = List.of(
            GUID,
            "job_1",
            "not a guid",
            "",
            " ",
            "7",
            "0",
            "08",
            "+7",
            "\u0667",
            "99999999999",
            "--json",
            "--json=true",
            "-q",
            "--quiet",
            "-qq",
            "--verbose",
            "--token",
            "Secret1",
            "--token=Secret1",
            "--base-url",
            "http://localhost:1",
            "http://localhost:1/path",
            "--page",
            "--limit",
            "--all",
            "--no-all",
            "--mock",
            "--timeout",
            "--help",
            "--version",
            "--",
            "-",
            "@file",
            "list",
            "\"7\"");

    private static Terminal terminal() {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        return new Terminal(nowhere, nowhere, fact -> null, name -> null);
    }

    /** The command as picocli sets it up; throws what picocli finds wrong. */
    private static Object parsed(String... arguments) {
        List<CommandLine> lines =
                CommandRunner.of(terminal()).parseArgs(arguments).asCommandLineList();
        return lines.get(lines.size() - 1).getCommand();
    }

    private static void assertReadAlike(String... arguments) {
        ClientCommand plain = PlainCommandLine.read(terminal(), arguments);
        if (plain != null) {
            assertThat(plain)
                    .as("%s", List.of(arguments))
                    .usingRecursiveComparison()
                    .ignoringFieldsMatchingRegexes(".*terminal")
                    .isEqualTo(parsed(arguments));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status " + GUID,
                "status " + GUID + " --json",
                "status --base-url http://localhost:8080 -q job_1 --token Secret1",
                "retry --verbose " + GUID,
                "stop " + GUID + " --quiet",
                "list",
                "list --page 2 --limit 100 --json",
                "list --all --token Secret1 --base-url https://exportcomments.com",
                "ping",
                "ping --json --verbose"
            })
    void theUsualFormsOfShortCommandsNeedNoPicocli(String line) {
        String[] arguments = line.split(" ");
        assertThat(PlainCommandLine.read(terminal(), arguments)).isNotNull();
        assertReadAlike(arguments);
    }

    static Stream<String> others() {
        return Stream.of(
                "status",
                "status " + GUID + " " + GUID,
                "status not/a/guid",
                "status --json --json " + GUID,
                "status -q --quiet " + GUID,
                "status --json=true " + GUID,
                "status --base-url http://localhost/path " + GUID,
                "status --base-url http://localhost:1 --base-url http://localhost:1 " + GUID,
                "status " + GUID + " --base-url",
                "status --token --json " + GUID,
                "status -- " + GUID,
                "status " + GUID + " --help",
                "status " + GUID + " --mock",
                "list " + GUID,
                "list --page 0",
                "list --page two",
                "list --limit 99999999999",
                "watch " + GUID,
                "export https://vimeo.com/1",
                "--version",
                "--help");
    }

    @ParameterizedTest
    @MethodSource("others")
    void allElseIsLeftToPicocli(String line) {
        assertThat(PlainCommandLine.read(terminal(), line.split(" "))).isNull();
    }

    @Test
    void noCommandIsLeftToPicocli() {
        assertThat(PlainCommandLine.read(terminal())).isNull();
        assertThat(PlainCommandLine.read(terminal(), "")).isNull();
    }

    @Test
    void whateverIsTypedMeansTheSame() {
        Random random = new Random(20_261_128);
        int understood = 0;
        Set<List<String>> tried = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            List<String> typed = new ArrayList<>(List.of(COMMANDS.get(random.nextInt(COMMANDS.size()))));
            IntStream.range(0, random.nextInt(5)).forEach(n -> typed.add(WORDS.get(random.nextInt(WORDS.size()))));
            String[] arguments = typed.toArray(String[]::new);
            if (tried.add(typed) && PlainCommandLine.read(terminal(), arguments) != null) {
                understood++;
                try {
                    assertReadAlike(arguments);
                } catch (ParameterException e) {
                    throw new AssertionError("picocli refuses " + typed, e);
                }
            }
        }
        assertThat(understood).isGreaterThan(100);
    }
}
