package io.exportcomments.codec.moshi;

import static io.exportcomments.codec.moshi.Fixtures.GET;
import static io.exportcomments.codec.moshi.Fixtures.GUID;
import static io.exportcomments.codec.moshi.Fixtures.TOKEN;
import static io.exportcomments.codec.moshi.Fixtures.bytes;
import static io.exportcomments.codec.moshi.Fixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A UTF-8 byte order mark may stand before a JSON document, and is skipped: RFC 8259, section 8.1. */
class ByteOrderMarkTest {
    private static final String MARK = "\uFEFF";

    private final JobCodec codec = Fixtures.codec();

    private static byte[] marked(byte[] json) {
        return new Buffer().writeUtf8(MARK).write(json).readByteArray();
    }

    @ParameterizedTest
    @FieldSource("io.exportcomments.codec.moshi.Fixtures#JOBS")
    void beforeAJob(String fixture) throws IOException {
        Job job = codec.decodeJob(bytes(fixture), GET);
        assertThat(codec.decodeJob(marked(bytes(fixture)), GET)).isEqualTo(job);
        assertThat(codec.decodeJob(new Buffer().write(marked(bytes(fixture))), GET))
                .isEqualTo(job);
    }

    @ParameterizedTest
    @FieldSource("io.exportcomments.codec.moshi.Fixtures#PAGES")
    void beforeAPage(String fixture) throws IOException {
        assertThat(codec.decodePage(new Buffer().write(marked(bytes(fixture))), 1, 20, GET))
                .isEqualTo(codec.decodePage(bytes(fixture), 1, 20, GET));
        assertThat(codec.decodePage(marked(bytes(fixture)), 1, 20, GET))
                .isEqualTo(codec.decodePage(bytes(fixture), 1, 20, GET));
    }

    @ParameterizedTest
    @FieldSource("io.exportcomments.codec.moshi.Fixtures#EVENTS")
    void beforeARealtimeEvent(String fixture) {
        assertThat(codec.decodeRealtimeEvent(marked(bytes(fixture))))
                .isEqualTo(codec.decodeRealtimeEvent(bytes(fixture)));
    }

    @ParameterizedTest
    @FieldSource("io.exportcomments.codec.moshi.Fixtures#WEBHOOKS")
    void beforeADelivery(String fixture) {
        assertThat(codec.decodeWebhook(marked(bytes(fixture)))).isEqualTo(codec.decodeWebhook(bytes(fixture)));
    }

    @Test
    void beforeATokenAndAWebhook() throws IOException {
        assertThat(codec.decodeSocketToken(marked(utf8("{\"token\":\"t\"}")), GET)
                        .reveal())
                .isEqualTo("t");
        WebhookCodec webhooks = new WebhookCodec(TOKEN);
        assertThat(webhooks.decode(new Buffer().write(marked(utf8("{\"uuid\":\"w1\"}"))), GET)
                        .id()
                        .value())
                .isEqualTo("w1");
        assertThat(webhooks.decodeList(new Buffer().write(marked(utf8("[{\"uuid\":\"w1\"}]"))), GET))
                .hasSize(1);
    }

    @Test
    void beforeTheBodyOfAnError() {
        byte[] body =
                marked(utf8("{\"error_code\":\"DAILY_LIMIT_EXCEEDED\",\"seconds_to_wait\":77,\"detail\":\"no\"}"));
        RateLimitException error = (RateLimitException) codec.errorFor(GET, 429, null, body, Instant.EPOCH);
        assertThat(error.context().errorCode()).contains("DAILY_LIMIT_EXCEEDED");
        assertThat(error.context().detail()).contains("no");
        assertThat(error.retryAfter()).contains(Duration.ofSeconds(77));
        assertThat(codec.errorFor(GET, 502, null, marked(bytes("error-502.html")), Instant.EPOCH)
                        .context()
                        .detail())
                .contains("an HTML page");
    }

    @Test
    void beforeAPageOfAnotherKind() {
        assertThatExceptionOfType(UnreadableAnswerException.class)
                .isThrownBy(() -> codec.decodeJob(marked(utf8("<!DOCTYPE html><p>x")), GET))
                .satisfies(e -> assertThat(e.excerpt()).isEqualTo("an HTML page"));
    }

    private List<Map<String, @Nullable Object>> rows(InputStream json) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        codec.rows().read(json).forEachRemaining(rows::add);
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"a\":1},{\"a\":2}]", "{\"data\":[{\"a\":1},{\"a\":2}]}"})
    void beforeRows_howeverTheyCome(String json) {
        assertThat(rows(new ByteArrayInputStream(marked(utf8(json)))))
                .containsExactly(Map.of("a", 1L), Map.of("a", 2L));
        assertThat(rows(new ByteArrayInputStream(marked(utf8(json))) {
                    @Override
                    public synchronized int read(byte[] bytes, int offset, int length) {
                        return super.read(bytes, offset, Math.min(1, length));
                    }
                }))
                .containsExactly(Map.of("a", 1L), Map.of("a", 2L));
    }

    @Test
    void onceAndAtTheBeginningOnly() {
        String job = "{\"guid\":\"" + GUID + "\",\"status\":\"done\"}";
        assertThat(codec.decodeJob(utf8(MARK + job), GET).status()).isEqualTo(JobStatus.DONE);
        for (String wrong : new String[] {MARK, MARK + MARK + job, " " + MARK + job, job + MARK, MARK + "\uFFFE"}) {
            assertThatExceptionOfType(UnreadableAnswerException.class)
                    .isThrownBy(() -> codec.decodeJob(utf8(wrong), GET));
        }
        assertThatExceptionOfType(UnreadableAnswerException.class)
                .isThrownBy(() -> codec.decodeJob(new byte[] {(byte) 0xEF, (byte) 0xBB}, GET));
    }
}
