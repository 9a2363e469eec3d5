package io.exportcomments.result.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.exportcomments.result.JsonLines;
import io.exportcomments.result.RowFile;
import io.exportcomments.result.RowFormat;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables as other programs read them, where these are there: DuckDB for the Python of {@code EXPORTCOMMENTS_PYTHON}, or
 * {@code python3}; LibreOffice as {@code EXPORTCOMMENTS_SOFFICE}, or {@code soffice}.
 */
@Timeout(240)
class OtherReadersTest {
    private static final String QUERY = """
            import duckdb, json, sys
            columns = "id::varchar, text, parent_id::varchar, depth::varchar, likes::varchar"
            for source in ["read_csv(?)", "read_json(?, format='newline_delimited')"]:
                path = sys.argv[1 if "csv" in source else 2]
                rows = duckdb.connect().execute(f"select {columns} from {source}", [path]).fetchall()
                print(json.dumps(rows))
            """;

    @TempDir
    Path folder;

    private static Optional<String> program(String variable, String name) {
        String set = System.getenv(variable);
        if (set != null && !set.isBlank()) {
            return Optional.of(set);
        }
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private record Run(int code, String out) {}

    private Run run(String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(200, TimeUnit.SECONDS))
                    .as(String.join(" ", command))
                    .isTrue();
            return new Run(process.exitValue(), Files.readString(out));
        } finally {
            process.destroyForcibly();
        }
    }

    private Path written(RowFormat format) throws IOException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        rows.add(CsvFormatTest.row(
                "id",
                1234567890123456789L,
                "text",
                "=1+1",
                "likes",
                3L,
                "replies",
                List.of(CsvFormatTest.row("id", 1234567890123456790L, "text", "Two \"lines\",\nsecond", "likes", 0L))));
        rows.add(CsvFormatTest.row("id", 1234567890123456791L, "text", "\u7d20\u6674 \ud83d\ude00", "likes", null));
        Path path = folder.resolve("table." + format.extension());
        try (RowFile file = format.create(path)) {
            for (Map<String, @Nullable Object> row : rows) {
                file.row(row);
            }
            file.finish();
        }
        return path;
    }

    @Test
    void duckDbReadsTheSameRows() throws IOException, InterruptedException {
        Optional<String> python = program("EXPORTCOMMENTS_PYTHON", "python3");
        assumeTrue(python.isPresent(), "there is no python3");
        assumeTrue(run(python.get(), "-c", "import duckdb").code() == 0, "python3 has no module duckdb");
        Run read = run(
                python.get(),
                "-c",
                QUERY,
                written(CsvFormat.exact()).toString(),
                written(JsonLines.flat()).toString());
        assertThat(read.code()).as(read.out()).isZero();
        String rows = "[[\"1234567890123456789\", \"=1+1\", null, \"0\", \"3\"], "
                + "[\"1234567890123456790\", \"Two \\\"lines\\\",\\nsecond\", \"1234567890123456789\", \"1\", \"0\"], "
                + "[\"1234567890123456791\", \"\\u7d20\\u6674 \\ud83d\\ude00\", null, null, null]]";
        assertThat(read.out().lines()).containsExactly(rows, rows);
    }

    @Test
    void libreOfficeKeepsIdsAndTakesNothingForAFormula() throws IOException, InterruptedException {
        Optional<String> office = program("EXPORTCOMMENTS_SOFFICE", "soffice");
        assumeTrue(office.isPresent(), "there is no LibreOffice (soffice)");
        Run converted = run(
                office.get(),
                "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                "--headless",
                "--infilter=CSV:44,34,UTF8,1",
                "--convert-to",
                "fods",
                "--outdir",
                folder.toString(),
                written(CsvFormat.exact().forSpreadsheets()).toString());
        assertThat(converted.code()).as(converted.out()).isZero();
        String sheet = Files.readString(folder.resolve("table.fods"));
        assertThat(sheet)
                .doesNotContain("table:formula")
                .contains("<text:p>&apos;1234567890123456789</text:p>", "<text:p>&apos;=1+1</text:p>")
                .contains("office:value-type=\"float\" office:value=\"3\"")
                .contains("\u7d20\u6674 \ud83d\ude00");
    }
}
