package io.exportcomments.codec.moshi.internal;

import static io.exportcomments.codec.moshi.Fixtures.GET;
import static io.exportcomments.codec.moshi.Fixtures.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonReader;
import com.sun.management.ThreadMXBean;
import io.exportcomments.codec.moshi.Fixtures;
import io.exportcomments.codec.moshi.JobCodec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import okio.Buffer;
import org.junit.jupiter.api.Test;

/**
 * Decoding allocates at most 1.10 × what a bare adapter of the same fields does. Bytes repeat, and so are gated; times
 * do not.
 */
class DecodeCostTest {
    private final JobCodec codec = Fixtures.codec();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private interface Work {
        Object once() throws IOException;
    }

    private double bytesEach(int times, Work work) throws IOException {
        repeat(times, work);
        double least = Double.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            repeat(times, work);
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / (double) times);
        }
        return least;
    }

    private static void repeat(int times, Work work) throws IOException {
        for (int i = 0; i < times; i++) {
            Objects.requireNonNull(work.once());
        }
    }

    private void compare(String what, int times, Work ours, Work bare) throws IOException {
        double bareBytes = bytesEach(times, bare);
        assertThat(bytesEach(times, ours)).as(what).isLessThanOrEqualTo(bareBytes * 1.10);
    }

    @Test
    void aJob() throws IOException {
        byte[] json = bytes("job-done-absolute-links.json");
        Buffer source = new Buffer();
        assertThat(BareJobAdapter.job(JsonReader.of(new Buffer().write(json)))).isEqualTo(codec.decodeJob(json, GET));
        compare(
                "job",
                20_000,
                () -> codec.decodeJob(source.write(json), GET),
                () -> BareJobAdapter.job(JsonReader.of(source.write(json))));
    }

    @Test
    void aPage() throws IOException {
        String job = new String(bytes("job-done-absolute-links.json"), java.nio.charset.StandardCharsets.UTF_8);
        byte[] json = Fixtures.utf8("[" + (job + ",").repeat(19) + job + "]");
        Buffer source = new Buffer();
        assertThat(BareJobAdapter.page(new Buffer().write(json)))
                .isEqualTo(codec.decodePage(json, 1, 20, GET).jobs());
        compare(
                "page",
                2_000,
                () -> codec.decodePage(source.write(json), 1, 20, GET),
                () -> BareJobAdapter.page(source.write(json)));
    }
}
