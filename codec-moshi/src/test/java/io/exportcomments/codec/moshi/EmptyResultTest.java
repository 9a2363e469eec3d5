package io.exportcomments.codec.moshi;

import static io.exportcomments.codec.moshi.Fixtures.GET;
import static io.exportcomments.codec.moshi.Fixtures.GUID;
import static io.exportcomments.codec.moshi.Fixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobPage;
import org.junit.jupiter.api.Test;

/** An export that found nothing ends without files, with a note that says why. Every way a job comes keeps the note. */
class EmptyResultTest {
    private static final String NOTE = "The comments of this page are turned off.";
    private static final String NO_FILES =
            "\"total\":0,\"json_url\":null,\"download_link\":null,\"download_url\":null,\"result_note\":\"" + NOTE
                    + "\"";
    private static final String JOB = "{\"guid\":\"" + GUID + "\",\"status\":\"done\"," + NO_FILES + "}";

    private final JobCodec codec = Fixtures.codec();

    private static void assertEmptyWithNote(Job job) {
        assertThat(job.isEmptyResult()).isTrue();
        assertThat(job.resultNote()).contains(NOTE);
        assertThat(job.unknownFields()).isEmpty();
    }

    @Test
    void inAJob() {
        Job job = codec.decodeJob(utf8(JOB), GET);
        assertEmptyWithNote(job);
        assertThat(codec.decodeJob(codec.encodeJob(job), GET)).isEqualTo(job);
    }

    @Test
    void inAPage() {
        JobPage page = codec.decodePage(utf8("[" + JOB + "]"), 1, 20, GET);
        assertEmptyWithNote(page.jobs().get(0));
    }

    @Test
    void inARealtimeEvent() {
        assertEmptyWithNote(codec.decodeRealtimeEvent(utf8("{\"event\":\"job.finished\",\"details\":" + JOB + "}"))
                .job()
                .orElseThrow());
        assertEmptyWithNote(codec.decodeRealtimeEvent(utf8("{\"event\":\"job.finished\",\"url\":null,\"guid\":\"" + GUID
                        + "\",\"total\":0,\"result_note\":\"" + NOTE + "\",\"details\":null}"))
                .job()
                .orElseThrow());
    }

    @Test
    void inADelivery() {
        assertEmptyWithNote(codec.decodeWebhook(utf8("{\"event\":\"export.finished\",\"message_id\":\"m\",\"guid\":\""
                        + GUID + "\",\"status\":\"done\",\"comments_count\":0," + NO_FILES + "}"))
                .job()
                .orElseThrow());
    }
}
