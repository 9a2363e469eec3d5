package io.exportcomments.mock;

import static io.exportcomments.mock.Http.array;
import static io.exportcomments.mock.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.time.MockClock;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results have columns of their platform, in both files. */
class PlatformColumnsTest {
    private static final Set<String> SHARED = Set.of("id", "author", "text", "likes", "published_at", "parent_id");

    @ParameterizedTest
    @CsvSource({
        "https://www.yelp.com/biz/business-name-city,rating title verified",
        "https://x.com/username/status/1234567890,tweet_id retweets",
        "https://discord.com/channels/123456789/987654321,message_id channel_id",
        "https://www.reddit.com/r/subreddit/comments/abc123/title/,score",
        "https://store.steampowered.com/app/570/DotA_2/,recommended hours_played",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ,url"
    })
    void thePlatformsColumnsComeLast(String url, String last) throws IOException {
        try (MockService mock = MockService.builder()
                .clock(MockClock.manual())
                .defaultScript(JobScript.instant().rows(20))
                .start()) {
            Http http = new Http(mock);
            JsonObject job = json(http.create(url, new JsonObject()));
            JsonObject row = array(http.get(job.getString("json_url"))).getJsonObject(7);
            List<String> names = List.copyOf(row.fieldNames());
            List<String> ofPlatform = List.of(last.split(" "));
            assertThat(names).containsAll(SHARED).endsWith(ofPlatform.toArray(String[]::new));
            byte[] xlsx = http.get(job.getString("download_link")).body();
            try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(xlsx))) {
                List<Row> rows = workbook.getFirstSheet().read();
                assertThat(rows.get(0).stream().map(cell -> cell.getText())).isEqualTo(names);
                String cell = rows.get(8).getCell(names.size() - 1).getText();
                assertThat(cell).isEqualTo(String.valueOf(row.getValue(ofPlatform.get(ofPlatform.size() - 1))));
            }
        }
    }
}
