package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.JobCommand;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Lifecycle;
import io.exportcomments.job.Lifecycle.Attempt;
import io.exportcomments.job.Lifecycle.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/lifecycle.md} is made from the lifecycle's table; {@code -Ddocs.write=true} writes it anew. */
class LifecycleDocumentTest {
    private static final List<JobStatus> KNOWN = Arrays.stream(JobStatus.values())
            .filter(status -> status != JobStatus.UNKNOWN)
            .toList();

    @Test
    void theDocumentShowsTheTable() throws IOException {
        Path file = Project.root().resolve("docs/lifecycle.md");
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(file, document());
        }
        assertThat(Files.readString(file))
                .as("docs/lifecycle.md is not what the table says: run this test with -Ddocs.write=true")
                .isEqualTo(document());
    }

    private static String document() {
        List<String> lines = new ArrayList<>();
        lines.add("# The lifecycle of a job");
        lines.add("");
        lines.add("Made by a test from the table in `io.exportcomments.job.Lifecycle`; change it there.");
        lines.add("");
        lines.add("```mermaid");
        lines.add("stateDiagram-v2");
        lines.add("    [*] --> queueing");
        for (JobStatus from : KNOWN) {
            for (JobStatus to : KNOWN) {
                if (Lifecycle.change(from, to, Attempt.SAME) == Change.FORWARD) {
                    lines.add("    " + from.wireName() + " --> " + to.wireName());
                }
            }
            if (from.isTerminal() && Lifecycle.change(from, JobStatus.QUEUEING, Attempt.NEWER) == Change.NEW_ATTEMPT) {
                lines.add("    " + from.wireName() + " --> queueing: retry, a new attempt");
            }
            if (from.isFinal()) {
                lines.add("    " + from.wireName() + " --> [*]");
            }
        }
        lines.add("```");
        lines.add("");
        lines.add("What an observed status means within one attempt, and the commands that a status allows:");
        lines.add("");
        lines.add("| known, then observed | "
                + Arrays.stream(JobStatus.values()).map(JobStatus::wireName).collect(Collectors.joining(" | "))
                + " | commands |");
        lines.add("|---".repeat(JobStatus.values().length + 2) + "|");
        for (JobStatus from : JobStatus.values()) {
            lines.add("| **" + from.wireName() + "** | "
                    + Arrays.stream(JobStatus.values())
                            .map(to -> word(Lifecycle.change(from, to, Attempt.SAME)))
                            .collect(Collectors.joining(" | "))
                    + " | " + commands(from) + " |");
        }
        lines.add("");
        lines.add(
                "An observation of an earlier attempt is always stale. One of a later attempt begins a new attempt, except after");
        lines.add(
                "`done` and `stopped`, which are for good. A status that this version does not know counts as still running.");
        return String.join("\n", lines) + "\n";
    }

    private static String word(Change change) {
        return change.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String commands(JobStatus status) {
        return Arrays.stream(JobCommand.values())
                .filter(command -> Lifecycle.allows(status, command))
                .map(command -> command.name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
