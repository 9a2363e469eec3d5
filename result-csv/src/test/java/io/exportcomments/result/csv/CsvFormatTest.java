package io.exportcomments.result.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.result.RowFile;
import io.exportcomments.result.RowFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFormatTest {
    @TempDir
    Path folder;

    static Map<String, @Nullable Object> row(@Nullable Object... fields) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            row.put(String.valueOf(fields[i]), fields[i + 1]);
        }
        return row;
    }

    @SafeVarargs
    private String written(RowFormat format, Map<String, @Nullable Object>... rows) throws IOException {
        Path path = folder.resolve("t.csv");
        try (RowFile file = format.create(path)) {
            for (Map<String, @Nullable Object> row : rows) {
                file.row(row);
            }
            file.finish();
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
        return Files.readString(path).replace("\r\n", "|");
    }

    private String exact(Map<String, @Nullable Object> row) throws IOException {
        return written(CsvFormat.exact(), row);
    }

    @Test
    void aRowIsALineUnderTheNamesOfItsFields() throws IOException {
        assertThat(exact(row(
                        "id",
                        1234567890123456789L,
                        "ok",
                        true,
                        "none",
                        null,
                        "empty",
                        "",
                        "rate",
                        new BigDecimal("4.50"))))
                .isEqualTo("id,ok,none,empty,rate|1234567890123456789,true,,\"\",4.50|");
        assertThat(exact(row("big", new BigDecimal("12345678901234567890")))).isEqualTo("big|12345678901234567890|");
        assertThat(exact(row("text", "a,b \"c\"\r\nd\n"))).isEqualTo("text|\"a,b \"\"c\"\"|d\n\"|");
    }

    @Test
    void fieldsOfAnObjectHaveColumnsAndListsAreJson() throws IOException {
        assertThat(exact(row("author", row("name", "Maya", "links", row("web", "w")), "tags", List.of("a", 1L))))
                .isEqualTo("author.name,author.links.web,tags|Maya,w,\"[\"\"a\"\",1]\"|");
        assertThat(exact(row("a.b", 1L, "a", row("b", 2L), "o", row()))).isEqualTo("a.b,a.b_,o|1,2,{}|");
    }

    /** What people wrote may stand in a list, and in replies that stay nested. */
    @Test
    void aFormulaInsideOfJsonIsNoneForASpreadsheetEither() throws IOException {
        CsvFormat spreadsheet = CsvFormat.exact().withNestedReplies().forSpreadsheets();
        assertThat(written(spreadsheet, row("tags", List.of("a;=1+1", "b"))))
                .isEqualTo("\uFEFFtags|\"[\"\"a;'=1+1\"\",\"\"b\"\"]\"|");
        assertThat(written(spreadsheet, row("replies", List.of(row("message", ";@x")))))
                .isEqualTo("\uFEFFreplies|\"[{\"\"message\"\":\"\";'@x\"\"}]\"|");
        assertThat(written(CsvFormat.exact(), row("tags", List.of("a;=1+1")))).isEqualTo("tags|\"[\"\"a;=1+1\"\"]\"|");
    }

    @Test
    void aFieldNamedLikeTheColumnOfTheOthersIsOneOfThem() throws IOException {
        Map<String, @Nullable Object> wide = row();
        for (int i = 0; i < 1_000; i++) {
            wide.put("f" + i, null);
        }
        wide.put("x", 1L);
        Path path = folder.resolve("t.csv");
        try (RowFile file = CsvFormat.exact().create(path)) {
            file.row(wide);
            file.row(row("other", "mine", "y", 2L));
            file.row(row("other", "mine alone"));
            file.finish();
        }
        List<List<String>> records = Tables.read(path);
        assertThat(records)
                .extracting(cells -> cells.get(1_000))
                .containsExactly("other", "{\"x\":1}", "{\"other\":\"mine\",\"y\":2}", "{\"other\":\"mine alone\"}");
    }

    @Test
    void aFieldThatComesLateIsAColumnOfAllRows() throws IOException {
        assertThat(written(
                        CsvFormat.exact(),
                        row("a", "1\r\n\"2"),
                        row("b", "x", "a", 2L),
                        row("b", null),
                        row("c", "\r\n"),
                        row("a", 5L)))
                .isEqualTo("a,b,c|\"1|\"\"2\",,|2,x,|,,|,,\"|\"|5,,|");
    }

    @Test
    void aLongFileWithLateColumnsIsWholeWhereverItsPiecesEnd() throws IOException {
        Path path = folder.resolve("t.csv");
        try (RowFile file = CsvFormat.exact().forSpreadsheets().create(path)) {
            for (int i = 0; i < 20_000; i++) {
                file.row(i == 19_999 ? row("z", 1L) : row("a", "x\r\n\"".repeat(i % 7), "b", (long) i));
            }
            file.finish();
        }
        List<List<String>> records = Tables.read(path);
        assertThat(records).hasSize(20_001).allMatch(cells -> cells.size() == 3);
        for (int i = 0; i < 19_999; i++) {
            assertThat(records.get(i + 1)).containsExactly("x\r\n\"".repeat(i % 7), String.valueOf(i), "");
        }
        assertThat(records.get(20_000)).containsExactly("", "", "1");
    }

    @Test
    void rowsWithoutFieldsAreRows() throws IOException {
        assertThat(written(CsvFormat.exact(), row(), row(), row("a", 1L), row(), row("a", "")))
                .isEqualTo("a|\"\"|\"\"|1|\"\"|\"\"|");
        assertThat(written(CsvFormat.exact(), row(), row("a", 1L, "b", 2L), row()))
                .isEqualTo("a,b|,|1,2|,|");
        assertThat(written(CsvFormat.exact())).isEmpty();
        assertThat(written(CsvFormat.exact(), row())).isEmpty();
    }

    @Test
    void whatExceedsTheColumnsIsJsonInTheLast() throws IOException {
        Map<String, @Nullable Object> wide = row("other", "mine");
        for (int i = 1; i < 1003; i++) {
            wide.put("f" + i, (long) i);
        }
        String[] lines = exact(wide).split("\\|");
        assertThat(lines[0]).endsWith(",f999,other_");
        assertThat(lines[1]).endsWith(",999,\"{\"\"f1000\"\":1000,\"\"f1001\"\":1001,\"\"f1002\"\":1002}\"");
    }

    @Test
    void repliesHaveRowsOrStayNested() throws IOException {
        Map<String, @Nullable Object> row = row("id", 1L, "replies", List.of(row("id", 2L)));
        assertThat(exact(row)).isEqualTo("id,depth,parent_id|1,0,|2,1,1|");
        assertThat(written(CsvFormat.exact().withNestedReplies(), row)).isEqualTo("id,replies|1,\"[{\"\"id\"\":2}]\"|");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "=1+1,'=1+1",
                "+1,'+1",
                "-1,'-1",
                "@SUM(A1),'@SUM(A1)",
                "1234567890123456,'1234567890123456",
                "123456789012345,123456789012345",
                "0012,'0012",
                "0,0",
                "0.5,0.5",
                "12345678901234567x,12345678901234567x",
                "a=b,a=b",
                "nice;=1+1,nice;'=1+1",
                "nice; @SUM(A1),nice; '@SUM(A1)",
                "a\t-1,a\t'-1",
                "a; b,a; b",
                "\uFF1D1+1,'\uFF1D1+1",
                "'quoted,'quoted"
            })
    void aSpreadsheetIsGivenNothingToObeyOrToRound(String text, String cell) throws IOException {
        assertThat(written(CsvFormat.exact().forSpreadsheets(), row("t", text))).isEqualTo("\uFEFFt|" + cell + "|");
        assertThat(exact(row("t", text))).isEqualTo("t|" + text + "|");
    }

    @Test
    void aSpreadsheetsNumbersStayNumbersWhileTheyAreExact() throws IOException {
        assertThat(written(
                        CsvFormat.exact().forSpreadsheets(),
                        row(
                                "=id",
                                1234567890123456789L,
                                "n",
                                -5L,
                                "m",
                                -1234567890123456789L,
                                "d",
                                new BigDecimal("-0.5"),
                                "tab",
                                "\t=1",
                                "cr",
                                "\r=1",
                                "lf",
                                "\n=1")))
                .isEqualTo(
                        "\uFEFF'=id,n,m,d,tab,cr,lf|'1234567890123456789,-5,'-1234567890123456789,-0.5,'\t=1,\"'\r=1\","
                                + "\"'\n=1\"|");
    }

    @Test
    void halfACharacterIsReplaced() throws IOException {
        assertThat(exact(row("t", "a\ud83db\udc00", "u", "\ud83d\ude00")))
                .isEqualTo("t,u|a\ufffdb\ufffd,\ud83d\ude00|");
    }

    @Test
    void whatCannotBeWrittenIsAnIoException() {
        assertThatThrownBy(() -> CsvFormat.exact().create(folder.resolve("none").resolve("t.csv")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aFileThatIsGivenUpLeavesNoCopy() throws IOException {
        Path path = folder.resolve("t.csv");
        Path copy = folder.resolve("t.csv.2");
        Files.createDirectory(copy);
        RowFile file = CsvFormat.exact().create(path);
        file.row(row("a", 1L));
        file.row(Collections.singletonMap("b", 2L));
        assertThatThrownBy(file::finish).isInstanceOf(IOException.class);
        file.close();
        file.close();
        assertThat(copy).doesNotExist();
        assertThat(Arrays.asList("csv", CsvFormat.exact().extension())).containsOnly("csv");
    }
}
