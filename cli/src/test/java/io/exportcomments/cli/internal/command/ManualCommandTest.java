package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages for {@code man}. */
class ManualCommandTest {
    private static final Set<String> MACROS = Set.of(".TH", ".SH", ".TP", ".PP", ".nf", ".fi", ".sp");

    @TempDir
    Path folder;

    private List<Path> pages() throws IOException {
        CommandResult typed = CommandResult.run(Map.of(), "generate-manual", folder.toString());
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out() + typed.err()).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void eachCommandHasAPageWithAllItsOptions() throws IOException {
        assertThat(pages())
                .extracting(page -> page.getFileName().toString())
                .contains("exportcomments.1", "exportcomments-export.1", "exportcomments-bulk-run.1")
                .contains("exportcomments-batch-create.1", "exportcomments-mcp.1", "exportcomments-platforms.1");
        String export = Files.readString(folder.resolve("exportcomments-export.1"));
        assertThat(export)
                .startsWith(".TH \"EXPORTCOMMENTS\\-EXPORT\" \"1\" ")
                .contains("\n.SH NAME\n", "\n.SH SYNOPSIS\n", "\n.SH OPTIONS\n", "\n.SH EXIT STATUS\n")
                .contains("\\fB\\-\\-replies\\fR\n", "\\fB\\-\\-proxy\\fR \\fIURL\\fR\n", "\\fB130\\fR")
                .doesNotContain("${DEFAULT", "${COMPLETION", "@|");
        assertThat(Files.readString(folder.resolve("exportcomments.1"))).contains("\\fBexportcomments\\-export\\fR(1)");
    }

    @Test
    void nothingOfTheTextIsTakenForAMacro() throws IOException {
        for (Path page : pages()) {
            assertThat(Files.readAllLines(page, StandardCharsets.US_ASCII))
                    .as(page.toString())
                    .allSatisfy(line -> assertThat(line.startsWith("'")
                                    || (line.startsWith(".") && !MACROS.contains(line.split(" ")[0])))
                            .as(line)
                            .isFalse());
        }
        assertThat(ManualPage.escaped(".x 'a' \\n \u2026")).isEqualTo("\\&.x \\(aqa\\(aq \\en \\[u2026]");
    }

    /** Groff and mandoc tell what they do not understand; each where it is there. */
    @ParameterizedTest
    @CsvSource({"groff, -man -Tutf8 -ww -z", "mandoc, -Tlint -Werror"})
    void thosePagesAreUnderstood(String program, String options) throws IOException, InterruptedException {
        assumeTrue(
                Stream.of(String.valueOf(System.getenv("PATH")).split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, program))),
                () -> program + " is not installed");
        List<String> command = Stream.of(
                        Stream.of(program),
                        Stream.of(options.split(" ")),
                        pages().stream().map(Path::toString))
                .flatMap(words -> words)
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        CommandResult typed = CommandResult.run(
                Map.of(), "generate-manual", folder.resolve("none").toString());
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err())
                .startsWith("exportcomments: ")
                .contains("is not a directory")
                .hasLineCount(1);
        CommandResult without = CommandResult.run(Map.of(), "generate-manual");
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err()).contains("FOLDER is missing").hasLineCount(1);
    }
}
