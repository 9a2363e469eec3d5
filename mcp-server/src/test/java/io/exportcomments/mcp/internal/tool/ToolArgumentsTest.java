package io.exportcomments.mcp.internal.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolArgumentsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-01",
                " 2026-03-01T00:00:00 ",
                "2026-03-01T00:00:00Z",
                "2026-03-01T02:00:00+02:00",
                "2026-02-28T19:00:00-0500"
            })
    void aTimeHasAnyOfTheUsualForms(String text) {
        ArgumentSchema schema = new ArgumentSchema().text("min_date", "Only items from then on.");
        ToolArguments arguments = new ToolArguments(Map.of("min_date", text), schema);
        assertThat(arguments.time("min_date")).contains(Instant.parse("2026-03-01T00:00:00Z"));
    }
}
