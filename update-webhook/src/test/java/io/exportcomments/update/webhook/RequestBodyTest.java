package io.exportcomments.update.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.update.webhook.internal.RequestBody;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A body is read whole, or as far as it may go, however it comes. */
class RequestBodyTest {
    @ParameterizedTest
    @CsvSource({
        "0, 10, 0",
        "0, 10, 5",
        "1, 10, 0",
        "9, 10, 9",
        "10, 10, 10",
        "11, 10, 11",
        "11, 10, 3",
        "700, 5000, 700",
        "700, 5000, 0",
        "1023, 5000, 0",
        "1024, 5000, 0",
        "1025, 5000, 0",
        "2048, 5000, 1",
        "2049, 5000, 7",
        "4999, 5000, 1024",
        "5000, 5000, 0",
        "5001, 5000, 1",
        "9000, 5000, 4999",
        "9000, 2147483647, 1"
    })
    void isReadAsFarAsItMayGo(int length, int most, int available) throws Exception {
        byte[] body = new byte[length];
        new Random(length).nextBytes(body);
        InputStream trickling = new FilterInputStream(new ByteArrayInputStream(body)) {
            @Override
            public int read(byte[] into, int offset, int wanted) throws IOException {
                return super.read(into, offset, Math.min(wanted, 300));
            }

            @Override
            public int available() {
                return available;
            }
        };
        assertThat(RequestBody.read(trickling, most)).isEqualTo(Arrays.copyOf(body, Math.min(length, most)));
    }
}
