package io.exportcomments.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.metrics.micrometer.names.CallOutcome;
import io.exportcomments.metrics.micrometer.names.ClientKey;
import io.micrometer.core.instrument.Meter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table in {@code docs/metrics.md} is made from the enums; {@code -Ddocs.write=true} writes it anew. */
class MetricsDocumentTest {
    private static final String BEGIN =
            "<!-- made by MetricsDocumentTest from ClientObservation, ClientMeter and BulkMeter -->\n";
    private static final String END = "<!-- end -->\n";

    @Test
    void theDocumentHasTheTable() throws IOException {
        Path file = Checkout.docs().resolve("metrics.md");
        String document = Files.readString(file);
        assertThat(document).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
        String head = document.substring(0, document.indexOf(BEGIN) + BEGIN.length());
        String whole = head + table() + document.substring(document.indexOf(END));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(file, whole);
            document = whole;
        }
        assertThat(document)
                .as("docs/metrics.md is not what the enums say: run this test with -Ddocs.write=true")
                .isEqualTo(whole);
    }

    @Test
    void theDocumentExplainsEveryTag() throws IOException {
        String document = Files.readString(Checkout.docs().resolve("metrics.md"));
        assertThat(Arrays.stream(ClientKey.values()).map(ClientKey::asString))
                .allSatisfy(key -> assertThat(document).contains("- `" + key + "`: "));
        assertThat(Stream.of(CallOutcome.values()).map(CallOutcome::tag))
                .allSatisfy(outcome -> assertThat(document).contains("`" + outcome + "`"));
    }

    private static String table() {
        List<String> rows =
                Documented.all().stream().map(MetricsDocumentTest::row).toList();
        return "\n| meter | type | tags | what it says | in Prometheus |\n|---|---|---|---|---|\n"
                + String.join("\n", rows) + "\n\n";
    }

    private static String row(Documented meter) {
        return "| `" + meter.name() + "` | " + type(meter.type()) + " | " + codes(meter.tags().stream()) + " | "
                + meter.description() + " | " + codes(meter.samples().stream().sorted()) + " |";
    }

    private static String type(Meter.Type type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String codes(Stream<String> words) {
        return words.map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }
}
