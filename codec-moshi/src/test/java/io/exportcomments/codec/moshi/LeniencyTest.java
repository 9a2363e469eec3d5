package io.exportcomments.codec.moshi;

import static io.exportcomments.codec.moshi.Fixtures.GET;
import static io.exportcomments.codec.moshi.Fixtures.GUID;
import static io.exportcomments.codec.moshi.Fixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobEvent;
import io.exportcomments.job.JobPage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service may leave out, spell otherwise or add; and what is written. */
class LeniencyTest {
    private final JobCodec codec = Fixtures.codec();

    private Job job(String fields) {
        Job job = codec.decodeJob(utf8("{\"guid\":\"" + GUID + "\",\"status\":\"progress\"" + fields + "}"), GET);
        assertThat(codec.decodeJob(codec.encodeJob(job), GET)).isEqualTo(job);
        return job;
    }

    private static Job.Builder expected() {
        return Job.builder(GUID, "progress");
    }

    @Test
    void everyFieldIsReadFromItsOwnName() {
        assertThat(job("""
                ,"id":1,"url":"u","options":{"limit":2},"locked":true,"json_url":"/j","download_link":"/d","rawFile":"r",
                "file_name":"f","total":3,"total_exported":4,"retry":5,"error":"e","replies":false,"replies_count":6,
                "timezone":"t","platform":"p","export_type":"x","plan":"b","created_at":"2026-01-01T00:00:00Z",
                "updated_at":"2026-01-02T00:00:00Z","exported_at":"2026-01-03T00:00:00Z","delete_after":"2026-01-04T00:00:00Z",
                "status_url":"/s","preview_url":"/v","new":null"""))
                .isEqualTo(expected()
                        .id(1L)
                        .url("u")
                        .options(ExportOptions.builder().limit(2).build())
                        .locked(true)
                        .jsonUrl(URI.create("https://exportcomments.com/j"))
                        .downloadLink(URI.create("https://exportcomments.com/d"))
                        .rawFile("r")
                        .fileName("f")
                        .total(3L)
                        .totalExported(4L)
                        .retry(5)
                        .error("e")
                        .replies(false)
                        .repliesCount(6L)
                        .timezone("t")
                        .platform("p")
                        .exportType("x")
                        .plan("b")
                        .createdAt(Instant.parse("2026-01-01T00:00:00Z"))
                        .updatedAt(Instant.parse("2026-01-02T00:00:00Z"))
                        .exportedAt(Instant.parse("2026-01-03T00:00:00Z"))
                        .deleteAfter(Instant.parse("2026-01-04T00:00:00Z"))
                        .statusUrl(URI.create("https://exportcomments.com/s"))
                        .previewUrl(URI.create("https://exportcomments.com/v"))
                        .unknownField("new", null)
                        .build());
    }

    @Test
    void otherSpellingsAndForms() {
        assertThat(job(
                        ",\"download_url\":\"/d\",\"raw_file\":\"r\",\"totalExported\":\"4\",\"id\":\" 81234 \",\"retry\":2.0,"
                                + "\"total\":1e3,\"locked\":1,\"replies\":\"false\",\"options\":[]"))
                .isEqualTo(expected()
                        .downloadLink(URI.create("https://exportcomments.com/d"))
                        .rawFile("r")
                        .totalExported(4L)
                        .id(81234L)
                        .retry(2)
                        .total(1000L)
                        .locked(true)
                        .replies(false)
                        .options(ExportOptions.NONE)
                        .build());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "id, 1.5",
                "id, 9223372036854775808",
                "total, \"many\"",
                "total, true",
                "total_exported, \"\"",
                "retry, 2147483648",
                "locked, 2",
                "locked, \"yes\"",
                "replies, 1.0",
                "url, 5",
                "error, false",
                "error, \"\"",
                "rawFile, 7",
                "created_at, 1767225600",
                "updated_at, \"soon\"",
                "exported_at, \"\"",
                "json_url, \"\"",
                "json_url, \"ftp://example.com/x\"",
                "json_url, \"javascript:alert(1)\"",
                "download_link, \"https://\"",
                "download_link, \"https:///x\"",
                "download_link, \"http://a b/\"",
                "status_url, \"mailto:a@example.com\"",
                "preview_url, 5",
                "options, \"none\"",
                "options, [1]"
            })
    void whatCanNotBeIsKeptUnderItsName(String name, String value) {
        Job job = job(",\"" + name + "\":" + value);
        assertThat(job.unknownFields()).containsOnlyKeys(name).doesNotContainValue(null);
        assertThat(job)
                .isEqualTo(expected()
                        .unknownField(name, job.unknownFields().get(name))
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "total", "retry", "locked", "url", "json_url", "created_at", "options", "error"})
    void nullIsAbsentAndObjectsAreKept(String name) {
        assertThat(job(",\"" + name + "\":null")).isEqualTo(expected().build());
        if (!name.equals("options")) {
            assertThat(job(",\"" + name + "\":{\"a\":[1]}"))
                    .isEqualTo(expected()
                            .unknownField(name, Map.of("a", List.of(1L)))
                            .build());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "detail", "error"})
    void whyAJobFailedMayBeSaidInAnObject(String name) {
        byte[] json = utf8("{\"guid\":\"" + GUID + "\",\"status\":\"progress\",\"error\":{\"code\":7,\"" + name
                + "\":\"The page is private.\"}}");
        assertThat(codec.decodeJob(json, GET))
                .isEqualTo(expected()
                        .error("The page is private.")
                        .unknownField("error", Map.of("code", 7L, name, "The page is private."))
                        .build());
    }

    @Test
    void ofTwoSpellingsTheFirstIsTaken_andTheOtherKept() {
        assertThat(job(",\"download_url\":\"/a\",\"download_link\":\"/b\""))
                .isEqualTo(expected()
                        .downloadLink(URI.create("https://exportcomments.com/a"))
                        .unknownField("download_link", "/b")
                        .build());
        assertThat(job(",\"download_link\":null,\"download_url\":\"/b\""))
                .isEqualTo(expected()
                        .downloadLink(URI.create("https://exportcomments.com/b"))
                        .build());
        assertThat(job(",\"total_exported\":{},\"totalExported\":7"))
                .isEqualTo(expected()
                        .totalExported(7L)
                        .unknownField("total_exported", Map.of())
                        .build());
    }

    @Test
    void unknownFieldsKeepTheirOrder() {
        assertThat(job(",\"z\":1,\"a\":{\"y\":null,\"b\":[true,\"x\",1.5]},\"m\":\"\"")
                        .unknownFields()
                        .toString())
                .isEqualTo("{z=1, a={y=null, b=[true, x, 1.5]}, m=}");
    }

    @ParameterizedTest
    @CsvSource({
        "/exports/x.json, https://exportcomments.com/exports/x.json",
        "exports/x.json, https://exportcomments.com/exports/x.json",
        "../../x.json, https://exportcomments.com/../../x.json",
        "?a=b, https://exportcomments.com/?a=b",
        "//files.example.com/x, https://files.example.com/x",
        "HTTPS://files.example.com:8443/x?a=b#c, HTTPS://files.example.com:8443/x?a=b#c",
        "/exports/two words.xlsx, https://exportcomments.com/exports/two%20words.xlsx",
        "/exports/caf\u00e9 {1}.xlsx, https://exportcomments.com/exports/caf\u00e9%20%7B1%7D.xlsx",
        "\\\\evil.example.com\\x, https://exportcomments.com/%5C%5Cevil.example.com%5Cx"
    })
    void links(String wire, String absolute) {
        Job job = codec.decodeJob(
                utf8("{\"guid\":\"g\",\"status\":\"done\",\"json_url\":\"" + wire.replace("\\", "\\\\") + "\"}"), GET);
        assertThat(job.jsonUrl()).contains(URI.create(absolute));
    }

    @Test
    void aBaseUrlIsAWebOrigin() {
        for (String url : new String[] {"/x", "ftp://example.com", "https:/x", "mailto:a@example.com"}) {
            assertThatThrownBy(() -> new JobCodec(URI.create(url))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private JobPage page(String json) {
        return codec.decodePage(utf8(json), 2, 50, GET);
    }

    @Test
    void envelopesAreBelievedWhereTheyMakeSense() {
        assertThat(page("{\"data\":[],\"page\":\"3\",\"limit\":\"10\",\"total\":\"41\"}"))
                .isEqualTo(new JobPage(List.of(), 3, 10, OptionalLong.of(41)));
        assertThat(page("{\"page\":0,\"limit\":-1,\"total\":-5,\"items\":[],\"more\":{\"a\":[]}}"))
                .isEqualTo(new JobPage(List.of(), 2, 50, OptionalLong.empty()));
        assertThat(page("{\"items\":null,\"data\":[],\"page\":{},\"limit\":1.5,\"total\":\"many\"}"))
                .isEqualTo(new JobPage(List.of(), 2, 50, OptionalLong.empty()));
        for (String json : new String[] {
            "{}", "null", "5", "{\"items\":null}", "{\"jobs\":[]}", "[1]", "[null]", "[[]]", "[{}]", "[] x"
        }) {
            assertThatThrownBy(() -> page(json)).as(json).isInstanceOf(UnreadableAnswerException.class);
        }
    }

    private JobEvent realtime(String fields) {
        return codec.decodeRealtimeEvent(utf8("{\"guid\":\"" + GUID + "\"," + fields + "}"));
    }

    @Test
    void realtimeEventsWithLittleInThem() {
        assertThat(realtime("\"event\":\"job.finished\",\"url\":\"/x.xlsx\"").job())
                .contains(Job.builder(GUID, "done")
                        .downloadLink(URI.create("https://exportcomments.com/x.xlsx"))
                        .build());
        assertThat(realtime(
                                "\"event\":\"job.finished\",\"url\":\"/x.xlsx\",\"details\":{\"download_link\":\"/y.xlsx\"}")
                        .job())
                .contains(Job.builder(GUID, "done")
                        .downloadLink(URI.create("https://exportcomments.com/y.xlsx"))
                        .build());
        assertThat(realtime("\"event\":\"job.finished\",\"url\":\"mailto:x\",\"details\":\"none\"")
                        .job())
                .contains(Job.builder(GUID, "done")
                        .unknownField("download_url", "mailto:x")
                        .build());
        assertThat(realtime("\"url\":\"https://example.com/\",\"event\":\"job.progress\",\"current\":\"7\",\"total\":9")
                        .job())
                .contains(Job.builder(GUID, "progress")
                        .totalExported(7L)
                        .total(9L)
                        .build());
        assertThat(realtime(
                                "\"current\":6,\"total\":8,\"event\":\"job.progress\",\"details\":{\"totalExported\":7,\"total\":9}")
                        .job())
                .contains(Job.builder(GUID, "progress")
                        .totalExported(7L)
                        .total(9L)
                        .build());
        assertThat(realtime("\"event\":\"job.failed\",\"error\":\"why\",\"extra\":1")
                        .job())
                .contains(Job.builder(GUID, "error")
                        .error("why")
                        .unknownField("extra", 1L)
                        .build());
        assertThat(realtime("\"event\":\"job.failed\",\"x\":1,\"details\":{\"x\":2}")
                        .job())
                .contains(Job.builder(GUID, "error").unknownField("x", 2L).build());
        assertThat(realtime("\"event\":\"job.created\"").job())
                .contains(Job.builder(GUID, "queueing").build());
    }

    /** Otherwise whoever waits would not notice the end. */
    @Test
    void optionsBesideTheDetailsAreOptions() {
        Job job = realtime("\"event\":\"job.progress\",\"options\":{\"replies\":false,\"\":1},\"details\":{}")
                .job()
                .orElseThrow();
        assertThat(job.options())
                .hasValueSatisfying(
                        options -> assertThat(options.asMap()).containsExactly(Map.entry("replies", false)));
        assertThat(job.unknownFields()).isEmpty();
        assertThat(codec.decodeJob(codec.encodeJob(job), GET)).isEqualTo(job);
    }

    /** What is written with digits alone is read as it was. */
    @ParameterizedTest
    @ValueSource(strings = {"12E0", "-7e0", "0E0", "12", "1.0", "1.5E3", "12E-1", "9223372036854775808", "120E-1"})
    void numbersReadTheSameAfterTheyWereWritten(String number) {
        Job job = codec.decodeJob(utf8("{\"guid\":\"g\",\"status\":\"done\",\"more\":" + number + "}"), GET);
        assertThat(codec.decodeJob(codec.encodeJob(job), GET)).isEqualTo(job);
    }

    @Test
    void anEndIsTheEndWhateverItsStatusIsCalled() {
        for (String status : new String[] {"\"DONE\"", "\"completed\"", "\"Finished\"", "null"}) {
            assertThat(realtime("\"event\":\"job.finished\",\"status\":" + status)
                            .job()
                            .map(Job::status))
                    .contains(io.exportcomments.job.JobStatus.DONE);
            assertThat(codec.decodeWebhook(
                                    utf8("{\"event\":\"export.finished\",\"guid\":\"g\",\"status\":" + status + "}"))
                            .job()
                            .map(Job::status))
                    .contains(io.exportcomments.job.JobStatus.DONE);
        }
        assertThat(realtime("\"event\":\"job.failed\",\"status\":\"aborted\"")
                        .job()
                        .map(Job::status))
                .contains(io.exportcomments.job.JobStatus.ERROR);
        assertThat(realtime("\"event\":\"job.progress\",\"status\":\"converting\"")
                        .job()
                        .map(Job::wireStatus))
                .contains("converting");
    }

    /** Otherwise nothing in the job would say that an attempt has begun. */
    @Test
    void aRequeuedJobIsRequeuedWhateverItsStatusSays() {
        for (String status : new String[] {"\"queueing\"", "\"queued\"", "\"requeued\"", "null"}) {
            assertThat(realtime("\"event\":\"job.requeued\",\"status\":" + status)
                            .job()
                            .map(Job::isRequeued))
                    .contains(true);
        }
        assertThat(realtime("\"event\":\"job.requeued\",\"status\":\"requeuing\"")
                        .job()
                        .map(Job::wireStatus))
                .contains("requeuing");
        assertThat(codec.decodeWebhook(utf8("{\"event\":\"export.requeued\",\"guid\":\"g\"}"))
                        .job()
                        .map(Job::isRequeued))
                .contains(true);
    }

    @Test
    void eventsWithoutAUsableGuidNameNoJob() {
        for (String guid : new String[] {"null", "5", "\"../x\"", "\"\"", "{}"}) {
            assertThat(codec.decodeRealtimeEvent(utf8("{\"event\":\"job.finished\",\"guid\":" + guid + "}"))
                            .job())
                    .isEmpty();
            assertThat(codec.decodeWebhook(utf8("{\"event\":\"export.finished\",\"guid\":" + guid + "}"))
                            .job())
                    .isEmpty();
        }
        assertThat(codec.decodeRealtimeEvent(utf8("{\"event\":\"job.failed\",\"details\":{\"guid\":\"g\"}}"))
                        .job()
                        .map(Job::status))
                .contains(io.exportcomments.job.JobStatus.ERROR);
    }

    @Test
    void onlyTheNameOfAnEventMustBeThere() {
        assertThat(codec.decodeWebhook(utf8("{\"event\":\"export.new\"}")).kind())
                .isEqualTo(JobEvent.Kind.OTHER);
        for (String json : new String[] {
            "{}", "[]", "{\"event\":null}", "{\"event\":\" \"}", "{\"event\":5}", "", "{\"event\":\"a\"}{}"
        }) {
            assertThatThrownBy(() -> codec.decodeWebhook(utf8(json))).isInstanceOf(UnreadableAnswerException.class);
            assertThatThrownBy(() -> codec.decodeRealtimeEvent(utf8(json)))
                    .isInstanceOf(UnreadableAnswerException.class);
        }
    }

    @Test
    void webhooksSpeakTheirOwnWords() {
        JobEvent event = codec.decodeWebhook(
                utf8(
                        "{\"comments_count\":150,\"total_exported\":{},\"error_message\":\"why\",\"guid\":\"g\",\"event\":\"export.failed\",\"message_id\":7}"));
        assertThat(event.messageId()).contains("7");
        assertThat(event.job())
                .contains(Job.builder(io.exportcomments.job.JobGuid.of("g"), "error")
                        .totalExported(150L)
                        .error("why")
                        .unknownField("total_exported", Map.of())
                        .build());
        assertThat(job(",\"comments_count\":5,\"event\":\"x\"").unknownFields())
                .containsOnlyKeys("comments_count", "event");
    }

    private String written(ExportRequest request) {
        return new String(codec.encode(request), StandardCharsets.UTF_8);
    }

    @Test
    void requests() {
        ExportRequest plain = ExportRequest.of("https://example.com/?a=\"é");
        assertThat(written(plain)).isEqualTo("{\"url\":\"https://example.com/?a=\\\"é\"}");
        assertThat(written(plain.with(o -> o.replies(true)
                        .limit(5)
                        .minTimestamp(Instant.ofEpochSecond(1740787200))
                        .cookies(Map.of("sid", "s3cret"))
                        .set("new", Arrays.asList(1, 1.5, null, Map.of("a", "b")))
                        .set("none", null)
                        .set("big", new BigInteger("9".repeat(30)))
                        .set("dec", new BigDecimal("1.50"))
                        .set("atomic", new AtomicLong(3)))))
                .isEqualTo(
                        "{\"url\":\"https://example.com/?a=\\\"é\",\"options\":{\"replies\":true,\"limit\":5,\"minTimestamp\":1740787200,"
                                + "\"cookies\":{\"sid\":\"s3cret\"},\"new\":[1,1.5,null,{\"a\":\"b\"}],\"none\":null,\"big\":"
                                + "9".repeat(30)
                                + ",\"dec\":1.50,\"atomic\":3}}");
    }

    @Test
    void optionsThatHaveNoFormInJsonAreRefused() {
        ExportRequest plain = ExportRequest.of("https://example.com/");
        List<@Nullable Object> deep = List.of();
        for (int i = 0; i < 64; i++) {
            deep = List.of(deep);
        }
        List<@Nullable Object> tooDeep = deep;
        assertThatThrownBy(() -> codec.encode(plain.with(o -> o.set("x", tooDeep))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codec.encode(plain.with(o -> o.set("x", new Odd()))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codec.encodeJob(
                        expected().unknownField("x", new Object()).build()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final class Odd extends Number {
        private static final long serialVersionUID = 1;

        @Override
        public int intValue() {
            return 0;
        }

        @Override
        public long longValue() {
            return 0;
        }

        @Override
        public float floatValue() {
            return 0;
        }

        @Override
        public double doubleValue() {
            return 0;
        }

        @Override
        public String toString() {
            return "odd";
        }
    }

    @Test
    void anEventWithoutAJobKeepsAllItsFields_andItsTextShowsNone() {
        JobEvent event = codec.decodeWebhook(utf8("{\"event\":\"export.created\",\"message_id\":{},\"guid\":7,"
                + "\"options\":{\"cookies\":{\"sid\":\"s3cret\"}},\"total\":null,\"new\":[1.5]}"));

        assertThat(event.messageId()).isEmpty();
        assertThat(event.fields()).containsOnlyKeys("message_id", "guid", "options", "total", "new");
        assertThat(event.fields()).containsEntry("guid", 7L).containsEntry("total", null);
        assertThat(event.toString()).contains("options").doesNotContain("s3cret");
    }
}
