package io.exportcomments.result.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.result.RowFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written as CSV is read as the same cells. */
class CsvProperties {

    @Provide
    Arbitrary<List<Map<String, Object>>> rows() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.strings().withChars(",\"\r\n\t '=#a\u20ac").ofMaxLength(8),
                Arbitraries.strings().alpha().ofMaxLength(3),
                Arbitraries.of("\ud83d\ude00", "1234567890123456789"));
        Arbitrary<Object> values = Arbitraries.oneOf(
                        texts.map(text -> (Object) text),
                        Arbitraries.longs().map(number -> (Object) number),
                        Arbitraries.of(true, false).map(flag -> (Object) flag))
                .injectNull(0.2);
        Arbitrary<String> names = Arbitraries.oneOf(Arbitraries.of("id", "text", "likes", "a,b", "#"), texts);
        return Arbitraries.maps(names, values).ofMaxSize(5).list().ofMaxSize(8);
    }

    @Property(tries = 300)
    void theSameCellsAreRead(@ForAll("rows") List<Map<String, Object>> rows) throws IOException {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        List<List<String>> expected = new ArrayList<>();
        if (!columns.isEmpty()) {
            expected.add(List.copyOf(columns));
            rows.forEach(row -> expected.add(columns.stream()
                    .map(name -> Objects.toString(row.get(name), ""))
                    .toList()));
        }
        Path path = Files.createTempFile("rows", ".csv");
        try {
            try (RowFile file = CsvFormat.exact().create(path)) {
                for (Map<String, Object> row : rows) {
                    file.row(row);
                }
                file.finish();
            }
            assertThat(Tables.read(path)).isEqualTo(expected);
        } finally {
            Files.delete(path);
        }
    }
}
