package io.exportcomments.codec.moshi;

import static io.exportcomments.codec.moshi.Fixtures.BASE;
import static io.exportcomments.codec.moshi.Fixtures.GUID;
import static io.exportcomments.codec.moshi.Fixtures.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.BatchState;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.RejectedUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch is sent as one request and answered with a job for each URL that was taken. */
class BatchCodecTest {
    private final BatchCodec codec = new BatchCodec(BASE, TOKEN);

    private BatchReceipt receipt(String json) throws IOException {
        return codec.decodeReceipt(new Buffer().writeUtf8(json), ErrorContext.NONE);
    }

    private BatchState state(String json) throws IOException {
        return codec.decodeState(new Buffer().writeUtf8(json), BatchId.of("asked"), ErrorContext.NONE);
    }

    @Test
    void writesUrlsAndOptions() {
        BatchRequest request = BatchRequest.of(List.of("https://example.com/1", "https://example.com/2"));
        assertThat(new String(codec.encode(request), StandardCharsets.UTF_8))
                .isEqualTo("{\"urls\":[\"https://example.com/1\",\"https://example.com/2\"]}");
        assertThat(new String(codec.encode(request.with(options -> options.limit(5))), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"urls\":[\"https://example.com/1\",\"https://example.com/2\"],\"options\":{\"limit\":5}}");
    }

    @Test
    void readsWhatWasTaken() throws IOException {
        BatchReceipt receipt = receipt(
                "\ufeff{\"batchId\":\"b1\",\"guids\":[\"" + GUID + "\",\"g2\"],\"errors\":[],\"more\":{\"a\":1}}");
        assertThat(receipt)
                .isEqualTo(new BatchReceipt(Optional.of(BatchId.of("b1")), List.of(GUID, JobGuid.of("g2")), List.of()));
        assertThat(receipt("{\"batch_id\":17}"))
                .isEqualTo(new BatchReceipt(Optional.of(BatchId.of("17")), List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"url\":\"https://example.com/1\",\"error\":\"not supported\",\"detail\":\"no\"}]",
                "[{\"url\":\"https://example.com/1\",\"detail\":\"not supported\"}]",
                "{\"https://example.com/1\":\"not supported\"}",
                "{\"https://example.com/1\":{\"message\":\"not supported\"}}"
            })
    void readsWhatWasRejected(String errors) throws IOException {
        RejectedUrl rejected = new RejectedUrl(Optional.of("https://example.com/1"), Optional.of("not supported"));
        assertThat(receipt("{\"batchId\":\"b1\",\"guids\":[],\"errors\":" + errors + "}")
                        .rejected())
                .containsExactly(rejected);
        assertThat(state("{\"exports\":[],\"errors\":" + errors + "}").rejected())
                .containsExactly(rejected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"url\":\"https://example.com/1\",\"error\":\"not supported\",\"error_code\":\"INVALID_URL\"}]",
                "{\"https://example.com/1\":{\"error\":\"not supported\",\"error_code\":\"INVALID_URL\"}}",
                "[{\"url\":\"https://example.com/1\",\"error\":{\"message\":\"not supported\",\"error_code\":\"INVALID_URL\"}}]",
                "[{\"url\":\"https://example.com/1\",\"reason\":{\"detail\":\"not supported\",\"error_code\":\"INVALID_URL\"}}]",
                "[{\"url\":\"https://example.com/1\",\"reason\":\"not supported\",\"error_code\":\"INVALID_URL\"}]"
            })
    void readsWhyItWasRejected(String errors) throws IOException {
        assertThat(receipt("{\"batchId\":\"b1\",\"guids\":[],\"errors\":" + errors + "}")
                        .rejected())
                .containsExactly(new RejectedUrl(
                        Optional.of("https://example.com/1"),
                        Optional.of("not supported"),
                        Optional.of("INVALID_URL")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"error\":{\"message\":\"not supported\",\"error_code\":\"INVALID_URL\"}",
                "\"error\":\"not supported\",\"error_code\":\"INVALID_URL\"",
                "\"error\":\"\",\"detail\":\"not supported\",\"error_code\":\"INVALID_URL\"",
                "\"reason\":{\"detail\":\"not supported\",\"error_code\":\"INVALID_URL\"}",
                "\"error_code\":\"INVALID_URL\",\"message\":\"not supported\",\"total\":null"
            })
    void readsWhyAnEntryHasNoJob(String fields) throws IOException {
        assertThat(state("{\"exports\":[{\"url\":\"https://example.com/1\",\"guid\":null,\"status\":\"error\"," + fields
                                + "}]}")
                        .rejected())
                .containsExactly(new RejectedUrl(
                        Optional.of("https://example.com/1"),
                        Optional.of("not supported"),
                        Optional.of("INVALID_URL")));
    }

    /** PHP writes a list with gaps, such as those that a refused URL leaves, as an object. */
    @Test
    void aListWithGapsIsAList() throws IOException {
        RejectedUrl rejected = new RejectedUrl(Optional.of("https://example.com/1"), Optional.of("not supported"));
        BatchReceipt receipt = receipt("{\"batchId\":\"b1\",\"guids\":{\"0\":\"g1\",\"2\":\"g2\"},\"errors\":"
                + "{\"1\":{\"url\":\"https://example.com/1\",\"error\":\"not supported\"}}}");
        assertThat(receipt.guids()).containsExactly(JobGuid.of("g1"), JobGuid.of("g2"));
        assertThat(receipt.rejected()).containsExactly(rejected);
        BatchState state = state("{\"exports\":{\"0\":{\"guid\":\"g1\",\"status\":\"done\"},"
                + "\"2\":{\"url\":\"https://example.com/1\",\"error\":\"not supported\"}}}");
        assertThat(state.guids()).containsExactly(JobGuid.of("g1"));
        assertThat(state.rejected()).containsExactly(rejected);
    }

    @Test
    void aPlaceWithoutAGuidIsNoJob() throws IOException {
        assertThat(receipt("{\"batchId\":\"b1\",\"guids\":[\"g1\",null,\"g2\"]}")
                        .guids())
                .containsExactly(JobGuid.of("g1"), JobGuid.of("g2"));
    }

    @Test
    void readsRejectionsThatSayLess() throws IOException {
        assertThat(receipt("{\"batchId\":\"b1\",\"errors\":[\"https://example.com/1\",\"queue is full\",null,{}]}")
                        .rejected())
                .containsExactly(
                        new RejectedUrl(Optional.of("https://example.com/1"), Optional.empty()),
                        new RejectedUrl(Optional.empty(), Optional.of("queue is full")),
                        new RejectedUrl(Optional.empty(), Optional.empty()),
                        new RejectedUrl(Optional.empty(), Optional.empty()));
        assertThat(receipt("{\"batchId\":\"b1\",\"errors\":null}").rejected()).isEmpty();
    }

    @Test
    void readsTheStateOfABatch() throws IOException {
        BatchState state = state("""
                {"batchId":"b1","total":3,"is_complete":false,"exports":[
                {"guid":"g1","url":"https://example.com/1","status":"done","total":2,"total_exported":2,"error":null},
                {"guid":"g2","url":"https://example.com/2","status":"progress","total":null,"total_exported":0},
                {"guid":null,"url":"https://example.com/3","status":"error","error":"not supported"}]}""");
        assertThat(state)
                .isEqualTo(new BatchState(
                        BatchId.of("b1"),
                        false,
                        List.of(
                                Job.builder(JobGuid.of("g1"), JobStatus.DONE)
                                        .url("https://example.com/1")
                                        .total(2L)
                                        .totalExported(2L)
                                        .build(),
                                Job.builder(JobGuid.of("g2"), JobStatus.PROGRESS)
                                        .url("https://example.com/2")
                                        .totalExported(0L)
                                        .build()),
                        List.of(new RejectedUrl(Optional.of("https://example.com/3"), Optional.of("not supported")))));
    }

    @Test
    void withoutTheFlag_aBatchIsCompleteWhenItsJobsHaveEnded() throws IOException {
        assertThat(state("{\"exports\":[{\"guid\":\"g\",\"status\":\"done\"}]}"))
                .returns(true, BatchState::complete)
                .returns(BatchId.of("asked"), BatchState::batchId);
        assertThat(state("{\"exports\":[{\"guid\":\"g\",\"status\":\"queueing\"}]}")
                        .complete())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"batchId\":\" \"}",
                "{\"batchId\":\"../x\"}",
                "{\"batchId\":\"b\",\"guids\":[\"../x\"]}",
                "<html>"
            })
    void refusesWhatIsNoReceipt(String json) {
        assertThatExceptionOfType(UnreadableAnswerException.class).isThrownBy(() -> receipt(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"exports\":{}}",
                "{\"exports\":[1]}",
                "{\"exports\":[{\"guid\":\"g\"}]}",
                "{\"exports\":[],\"exports\":[]}"
            })
    void refusesWhatIsNoState(String json) {
        assertThatExceptionOfType(UnreadableAnswerException.class).isThrownBy(() -> state(json));
    }
}
