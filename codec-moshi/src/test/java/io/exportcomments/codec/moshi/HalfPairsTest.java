package io.exportcomments.codec.moshi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.Operation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Half a surrogate pair, which JSON can have as an escape, is not turned into a question mark. */
class HalfPairsTest {
    private static final ErrorContext GET = ErrorContext.of(Operation.GET, null);

    private final JobCodec codec = new JobCodec(URI.create("https://exportcomments.com"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"url\":\"https://a.b/\\ud83d\"",
                "\"error\":\"\\ude00 and \\ud83d\\ude00 \\\" \"",
                "\"other\":{\"\\ud83d\":1,\"\\ud83e\":[2.50,{\"a\":\"\\ude00\"},null,true]}",
                "\"\\ude00\":7",
                "\"options\":{\"cookies\":{\"a\":\"\\ud83d!\"}}"
            })
    void aJobKeepsThem(String field) {
        byte[] json =
                ("{\"guid\":\"g\",\"status\":\"done\",\"total\":7," + field + "}").getBytes(StandardCharsets.UTF_8);
        Job job = codec.decodeJob(json, GET);
        assertThat(codec.decodeJob(codec.encodeJob(job), GET)).isEqualTo(job);
    }

    @Test
    void aRequestKeepsThem() {
        ExportOptions options =
                ExportOptions.builder().set("half", "\ud83d").set("number", 1.5).build();
        ExportRequest request = ExportRequest.of("https://x.com/a").withOptions(options);
        assertThat(codec.encode(request))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"url\":\"https://x.com/a\",\"options\":{\"half\":\"\\ud83d\",\"number\":1.5}}");
    }

    @Test
    void whatCannotBeWrittenIsRefusedAllTheSame() {
        List<Object> deep = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        ExportOptions options =
                ExportOptions.builder().set("half", "\ud83d").set("deep", deep).build();
        ExportRequest request = ExportRequest.of("https://x.com/a").withOptions(options);
        assertThatThrownBy(() -> codec.encode(request)).isInstanceOf(IllegalArgumentException.class);
    }
}
