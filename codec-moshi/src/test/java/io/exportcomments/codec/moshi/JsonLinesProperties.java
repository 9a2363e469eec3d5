package io.exportcomments.codec.moshi;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.adapter.JsonText;
import io.exportcomments.result.JsonLines;
import io.exportcomments.result.RowFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What is written as JSON Lines is read as the same rows, to the last digit and the oddest letter. */
class JsonLinesProperties {

    private static List<Map<String, @Nullable Object>> read(byte[] json) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        Fixtures.codec().rows().read(new ByteArrayInputStream(json)).forEachRemaining(rows::add);
        return rows;
    }

    @Provide
    Arbitrary<List<Map<String, Object>>> rows() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20),
                Arbitraries.strings().withCharRange('\0', '\uffff').ofMaxLength(5),
                Arbitraries.of("\ud83d", "\udc00x", "\ud83d\ude00", "\"\\/\b\f\n\r\t", "\u2028"));
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                        texts.map(text -> (Object) text),
                        Arbitraries.longs().map(number -> (Object) number),
                        Arbitraries.of(true, false).map(flag -> (Object) flag),
                        Arbitraries.of(
                                new BigDecimal("12345678901234567890"),
                                new BigDecimal("0.10"),
                                new BigDecimal("-1E+30"),
                                new BigDecimal("1.5E-7")))
                .injectNull(0.1);
        Arbitrary<Object> values = Arbitraries.oneOf(
                scalars,
                scalars.list().ofMaxSize(3).map(list -> (Object) list),
                Arbitraries.maps(texts, scalars).ofMaxSize(3).map(object -> (Object) object));
        return Arbitraries.maps(texts, values).ofMaxSize(6).list().ofMaxSize(5);
    }

    @Property(tries = 300)
    void theSameRowsAreRead(@ForAll("rows") List<Map<String, Object>> rows) throws IOException {
        Path path = Files.createTempFile("rows", ".jsonl");
        try {
            try (RowFile file = JsonLines.nested().create(path)) {
                for (Map<String, Object> row : rows) {
                    file.row(row);
                }
                file.finish();
            }
            List<String> lines = Files.readAllLines(path, StandardCharsets.UTF_8);
            assertThat(lines).hasSameSizeAs(rows);
            List<Map<String, @Nullable Object>> back = new ArrayList<>();
            for (String line : lines) {
                back.addAll(read(("[" + line + "]").getBytes(StandardCharsets.UTF_8)));
            }
            assertThat(back).isEqualTo(rows);
        } finally {
            Files.delete(path);
        }
    }

    @Example
    void textLongerThanTheBufferIsWhole() {
        String text = "ab\u20ac\ud83d\ude00\"".repeat(20_000);
        byte[] json = ("[" + JsonText.of(Map.of("t", text)) + "]").getBytes(StandardCharsets.UTF_8);
        assertThat(read(json)).isEqualTo(List.of(Map.of("t", text)));
    }

    @Example
    void aWholeNumberBeyondALongKeepsItsDigits() {
        byte[] json = "[{\"id\":12345678901234567890,\"n\":1234567890123456789}]".getBytes(StandardCharsets.UTF_8);
        assertThat(JsonText.of(read(json))).isEqualTo(new String(json, StandardCharsets.UTF_8));
        assertThat(BigInteger.valueOf(Long.MAX_VALUE)).hasToString(JsonText.of(Long.MAX_VALUE));
    }
}
