package io.exportcomments.mock;

import static io.exportcomments.mock.Http.VIDEO;
import static io.exportcomments.mock.Http.array;
import static io.exportcomments.mock.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.mock.time.MockClock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of results: like real comments, and the same in both formats. */
class ResultsTest {

    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-F]{4})_");
    private static final String[] ODD = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tafter a tab",
        "a\u0000b\u0007c\u001bd",
        "carriage\rreturn\r\nboth",
        "\ufffe\uffff",
        "half \ud83d of a smile",
        "\ud83d\ude00",
        "_x0041_ is not A",
        "]]> <!-- & < > \" '",
        "  spaces  ",
        "",
        "x".repeat(40_000),
        "\ud83d\ude00".repeat(20_000),
        "e\u0301\u202e\u0627"
    };

    private final MockService mock = MockService.builder()
            .clock(MockClock.manual())
            .defaultScript(JobScript.instant())
            .start();
    private final Http http = new Http(mock);

    @AfterEach
    void close() {
        mock.close();
    }

    @Test
    void bothFormatsHoldTheSameRows() throws IOException {
        JsonObject job = json(http.create(VIDEO, new JsonObject("{\"limit\":1000,\"replies\":true}")));
        assertSame(array(http.get(job.getString("json_url"))), 1000, job);
    }

    @Test
    void oddCharactersMakeAValidWorkbookAndFormulasStayText() throws IOException {
        mock.jobs()
                .seed(SeedJob.of(VIDEO)
                        .script(JobScript.instant().rows(ODD.length).comments(row -> ODD[row])));
        JsonObject job = array(http.get("/api/v3/jobs")).getJsonObject(0);
        JsonArray comments = array(http.get(job.getString("json_url")));
        assertThat(comments.getJsonObject(5).getString("text")).isEqualTo(ODD[5]);
        assertThat(comments.getJsonObject(8).getString("text")).isEqualTo("half \ufffd of a smile");
        assertThat(comments.getJsonObject(14).getString("text")).hasSize(40_000);
        assertSame(comments, ODD.length, job);
    }

    @Test
    void noRowsGiveAnEmptyArrayAndAHeadingAlone() throws IOException {
        mock.jobs().seed(SeedJob.of(VIDEO).script(JobScript.instant().rows(0)));
        JsonObject job = array(http.get("/api/v3/jobs")).getJsonObject(0);
        assertSame(array(http.get(job.getString("json_url"))), 0, job);
    }

    /** Readers that stream believe it, and see no cell outside it. */
    @ParameterizedTest
    @CsvSource({"0, A1:J1", "1, A1:J2", "653, A1:J654"})
    void theSheetSaysItsDimension(int rows, String dimension) throws IOException {
        mock.jobs().seed(SeedJob.of(VIDEO).script(JobScript.instant().rows(rows)));
        JsonObject job = array(http.get("/api/v3/jobs")).getJsonObject(0);
        byte[] xlsx = http.get(job.getString("download_link")).body();
        String sheet = "";
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(xlsx))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals("xl/worksheets/sheet1.xml")) {
                    sheet = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        assertThat(sheet).contains("<dimension ref=\"" + dimension + "\"/>");
    }

    @Test
    void commentsLookLikeRealOnes() {
        JsonObject job = json(http.create(VIDEO, new JsonObject("{\"limit\":700,\"replies\":true}")));
        JsonArray comments = array(http.get(job.getString("json_url")));
        Set<String> ids = new HashSet<>();
        Set<Character.UnicodeScript> scripts = new HashSet<>();
        int replies = 0;
        for (Object each : comments) {
            JsonObject comment = (JsonObject) each;
            assertThat(ids.add(comment.getString("id"))).isTrue();
            String parent = comment.getString("parent_id");
            assertThat(parent == null || ids.contains(parent)).isTrue();
            replies += parent == null ? 0 : 1;
            assertThat(Instant.parse(comment.getString("published_at")))
                    .isBefore(mock.clock().now());
            assertThat(comment.getInteger("likes")).isNotNegative();
            comment.getString("text")
                    .codePoints()
                    .mapToObj(Character.UnicodeScript::of)
                    .forEach(scripts::add);
        }
        assertThat(replies).isEqualTo(200);
        assertThat(comments.stream()
                        .mapToInt(c -> ((JsonObject) c).getInteger("replies"))
                        .sum())
                .isEqualTo(replies);
        assertThat(scripts)
                .contains(
                        Character.UnicodeScript.LATIN,
                        Character.UnicodeScript.CYRILLIC,
                        Character.UnicodeScript.ARABIC,
                        Character.UnicodeScript.HEBREW,
                        Character.UnicodeScript.HAN,
                        Character.UnicodeScript.HANGUL,
                        Character.UnicodeScript.DEVANAGARI);
    }

    @Test
    void withoutRepliesThereAreNone() {
        JsonArray comments = array(http.get(json(http.create(VIDEO)).getString("json_url")));
        assertThat(comments).hasSizeGreaterThan(100).allMatch(c -> ((JsonObject) c).getString("parent_id") == null);
    }

    @Test
    void theSameGuidGivesTheSameFile() {
        String guid = http.created(VIDEO);
        byte[] first = http.get("/api/v3/job/" + guid + "/download").body();
        assertThat(http.get("/api/v3/job/" + guid + "/download").body()).isEqualTo(first);
        try (MockService again = MockService.builder()
                .clock(MockClock.manual())
                .defaultScript(JobScript.instant())
                .start()) {
            Http client = new Http(again);
            JsonObject job = json(client.create(VIDEO));
            assertThat(job.getString("guid")).isEqualTo(guid);
            assertThat(client.get(job.getString("json_url")).body())
                    .isEqualTo(http.get("/exports/" + job.getString("rawFile")).body());
        }
    }

    @Test
    void filesAreOnlyForDoneJobsAndKnownNames() {
        mock.script(VIDEO, JobScript.endless());
        String running = http.created(VIDEO);
        String done = json(http.create("https://vimeo.com/1")).getString("rawFile");
        assertThat(http.get("/api/v3/job/" + running + "/download").statusCode())
                .isEqualTo(404);
        assertThat(http.get("/exports/" + done).statusCode()).isEqualTo(200);
        for (String name : List.of("x.json", "", "..%2f" + done, done + ".json", "../" + done, "a_0123456789ab.xlsx")) {
            assertThat(http.get("/exports/" + name).statusCode()).as(name).isEqualTo(404);
        }
    }

    private void assertSame(JsonArray comments, int rows, JsonObject job) throws IOException {
        List<List<Optional<Object>>> sheet =
                sheet(http.get(job.getString("download_link")).body());
        assertThat(comments).hasSize(rows);
        assertThat(sheet).hasSize(rows + 1);
        List<String> names =
                sheet.get(0).stream().map(n -> (String) n.orElseThrow()).toList();
        assertThat(names).contains("id", "parent_id", "author", "text", "likes", "published_at");
        for (int row = 0; row < rows; row++) {
            JsonObject comment = comments.getJsonObject(row);
            List<Optional<Object>> expected =
                    names.stream().map(name -> cell(comment.getValue(name))).collect(Collectors.toList());
            assertThat(sheet.get(row + 1)).as("row " + row).isEqualTo(expected);
        }
    }

    private static Optional<Object> cell(Object json) {
        if (json instanceof String text) {
            String cut = text.length() <= 32_767 ? text : text.substring(0, cutAt(text));
            return cut.isEmpty() ? Optional.empty() : Optional.of(cut);
        }
        return json == null ? Optional.empty() : Optional.of(new BigDecimal(json.toString()));
    }

    private static int cutAt(String text) {
        return Character.isHighSurrogate(text.charAt(32_766)) ? 32_766 : 32_767;
    }

    private static List<List<Optional<Object>>> sheet(byte[] xlsx) throws IOException {
        List<List<Optional<Object>>> rows = new ArrayList<>();
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(xlsx))) {
            for (Row row : workbook.getFirstSheet().read()) {
                List<Optional<Object>> cells = new ArrayList<>();
                for (int column = 0; column < 10; column++) {
                    Optional<Cell> cell = row.getOptionalCell(column);
                    cells.add(cell.flatMap(ResultsTest::value));
                }
                rows.add(cells);
            }
        }
        return rows;
    }

    private static Optional<Object> value(Cell cell) {
        assertThat(cell.getType()).isNotEqualTo(CellType.FORMULA);
        if (cell.getType() == CellType.NUMBER) {
            return Optional.of(cell.asNumber());
        }
        String text = cell.getText();
        return text.isEmpty() ? Optional.empty() : Optional.of(decoded(text));
    }

    /** What a spreadsheet program makes of the text of a cell. */
    private static String decoded(String text) {
        Matcher matcher = ESCAPED.matcher(text);
        return matcher.replaceAll(
                m -> Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(m.group(1), 16))));
    }
}
