package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.batch.ItemEvent;
import io.exportcomments.bulk.batch.ItemLifecycle;
import io.exportcomments.bulk.batch.ItemState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/bulk-items.md} is made from the table of items' states; {@code -Ddocs.write=true} writes it anew. */
class BulkItemsDocumentTest {
    @Test
    void theDocumentShowsTheTable() throws IOException {
        Path file = Project.root().resolve("docs/bulk-items.md");
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(file, document());
        }
        assertThat(Files.readString(file))
                .as("docs/bulk-items.md is not what the table says: run this test with -Ddocs.write=true")
                .isEqualTo(document());
    }

    private static String document() {
        List<String> lines = new ArrayList<>();
        lines.add("# The states of an item of a batch");
        lines.add("");
        lines.add("Made by a test from the table in `io.exportcomments.bulk.batch.ItemLifecycle`; change it there.");
        lines.add("");
        lines.add("```mermaid");
        lines.add("stateDiagram-v2");
        lines.add("    [*] --> waiting");
        for (ItemState from : ItemState.values()) {
            for (ItemEvent event : ItemEvent.values()) {
                ItemLifecycle.next(from, event)
                        .ifPresent(to -> lines.add("    " + from.label() + " --> " + to.label() + ": " + word(event)));
            }
            if (from.isEnd()) {
                lines.add("    " + from.label() + " --> [*]");
            }
        }
        lines.add("```");
        lines.add("");
        lines.add("| in, then | "
                + Arrays.stream(ItemEvent.values())
                        .map(BulkItemsDocumentTest::word)
                        .collect(Collectors.joining(" | "))
                + " |");
        lines.add("|---".repeat(ItemEvent.values().length + 1) + "|");
        for (ItemState from : ItemState.values()) {
            lines.add("| **" + from.label() + "** | "
                    + Arrays.stream(ItemEvent.values())
                            .map(event -> ItemLifecycle.next(from, event)
                                    .map(ItemState::label)
                                    .orElse(""))
                            .collect(Collectors.joining(" | "))
                    + " |");
        }
        return String.join("\n", lines) + "\n";
    }

    private static String word(ItemEvent event) {
        return event.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
