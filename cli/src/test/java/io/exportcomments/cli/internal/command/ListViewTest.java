package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.cli.internal.batch.BatchReport;
import io.exportcomments.cli.internal.terminal.BatchProgress;
import io.exportcomments.cli.internal.terminal.OutputMode;
import io.exportcomments.cli.internal.terminal.Terminal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListViewTest {
    @Test
    void aDatabaseThatFailsIsSaidInOneLine(@TempDir Path folder) throws Exception {
        List<String> said = new ArrayList<>();
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        Terminal terminal = new Terminal(nowhere, nowhere, fact -> null, name -> null);
        try (BatchReport report = new BatchReport(folder.resolve("report.csv"));
                BatchProgress progress = new BatchProgress(terminal, OutputMode.HUMAN, List.of(), Optional::empty)) {
            new ListView(List.of(), Map.of(), report, progress, said::add)
                    .storeFailed("could not write:\nthe disk is full");
        }
        assertThat(said).containsExactly("The database failed, and is tried again: could not write: the disk is full");
    }
}
