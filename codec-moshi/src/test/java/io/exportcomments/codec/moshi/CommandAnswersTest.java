package io.exportcomments.codec.moshi;

import static io.exportcomments.codec.moshi.Fixtures.GUID;
import static io.exportcomments.codec.moshi.Fixtures.bytes;
import static io.exportcomments.codec.moshi.Fixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Operation;
import java.io.IOException;
import java.util.Optional;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer to stop and retry may hold the job, or say only that the command was taken. */
class CommandAnswersTest {
    private static final ErrorContext STOP = ErrorContext.of(Operation.STOP, GUID);

    private final JobCodec codec = Fixtures.codec();

    private Optional<Job> answer(byte[] body) throws IOException {
        return codec.decodeCommandAnswer(new Buffer().write(body), STOP);
    }

    @Test
    void theJobIsGivenWhereItIsInTheAnswer() throws IOException {
        assertThat(answer(bytes("job-stopped.json"))).contains(codec.decodeJob(bytes("job-stopped.json"), STOP));
        assertThat(answer(utf8("\ufeff{\"success\":true,\"guid\":\"" + GUID + "\",\"status\":\"stopped\"}")))
                .hasValueSatisfying(job -> assertThat(job.status()).isEqualTo(JobStatus.STOPPED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \r\n",
                "\ufeff",
                "{}",
                "[]",
                "null",
                "true",
                "\"OK\"",
                "{\"success\":true}",
                "{\"success\":1}",
                "{\"status\":\"ok\"}",
                "{\"status_code\":200,\"message\":\"The job was stopped.\"}",
                "{\"success\":true,\"error\":null}",
                "{\"success\":true,\"error\":\"\"}",
                "{\"error\":false,\"errors\":[]}",
                "{\"guid\":null,\"success\":true}"
            })
    void anAnswerWithoutAJobSaysThatTheCommandWasTaken(String body) throws IOException {
        assertThat(answer(utf8(body))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"success\":true", ",\"message\":\"The job was stopped.\"", ",\"status\":null"})
    void anAnswerMayNameTheJobAndNotSayHowItStands(String rest) throws IOException {
        assertThat(answer(utf8("{\"guid\":\"" + GUID + "\"" + rest + "}")))
                .contains(Job.builder(GUID, JobStatus.UNKNOWN).build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"success\":false}",
                "{\"success\":0,\"detail\":\"no\"}",
                "{\"error\":\"The job is not running.\"}",
                "{\"error\":{\"message\":\"no\"}}",
                "{\"error\":true}",
                "false",
                "{\"success\":true",
                "<html><body>Log in</body></html>",
                "{\"error\":[\"no\"]}",
                "{\"errors\":[\"no\"]}",
                "{\"status_code\":400,\"error_code\":\"INVALID_REQUEST\"}",
                "{\"guid\":\"g\",\"success\":false}",
                "{\"guid\":\"../x\"}",
                "{\"guid\":\"../x\",\"status\":\"stopped\"}"
            })
    void anAnswerThatSaysSomethingElseIsUnreadable(String body) {
        assertThatExceptionOfType(UnreadableAnswerException.class).isThrownBy(() -> answer(utf8(body)));
    }

    @Test
    void whatBreaksOnTheWireIsTheWires() {
        IOException wire = new IOException("reset");
        for (String before : new String[] {"", " ", "{\"success\":"}) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> codec.decodeCommandAnswer(StrictnessTest.Breaking.after(before, wire), STOP))
                    .isSameAs(wire);
        }
    }
}
