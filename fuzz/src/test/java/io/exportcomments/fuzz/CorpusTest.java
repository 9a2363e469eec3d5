package io.exportcomments.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The inputs that are kept break no promise, and reach both what is accepted and what is refused. */
class CorpusTest {
    private static final Path KEPT = Path.of("src/test/resources/corpus");

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatIsKeptBreaksNoPromise(Subject subject) throws Exception {
        List<byte[]> inputs = Corpus.read(KEPT.resolve(subject.inputs() + ".txt"));
        FuzzTarget target = subject.target();
        int accepted = 0;
        for (byte[] input : inputs) {
            try {
                accepted += Limits.take(target, input) ? 1 : 0;
            } catch (Exception | Error e) {
                throw new AssertionError("Broken by " + Corpus.encoded(input) + ": " + e, e);
            }
        }
        assertThat(accepted).as("accepted").isBetween(5, inputs.size() - 1);
    }

    @Test
    void anyInputCanBeKept() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertThat(Corpus.decoded(Corpus.encoded(all))).isEqualTo(all);
        assertThat(Corpus.encoded(all)).isPrintable().doesNotStartWith("#");
    }
}
