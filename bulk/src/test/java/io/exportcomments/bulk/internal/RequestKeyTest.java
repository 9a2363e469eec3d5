package io.exportcomments.bulk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests are one if they ask for the same, however it is written. */
class RequestKeyTest {
    private static String key(Object option) {
        return RequestKey.of(new ExportRequest(
                "https://vimeo.com/1",
                ExportOptions.builder().set("weight", option).build()));
    }

    @ParameterizedTest
    @CsvSource({"100, 1E+2", "0.5, 0.500", "-3, -3.0", "1e300, 10e299", "1e999999999, 10e999999998"})
    void theSameNumberIsTheSameRequest(String one, String other) {
        assertThat(key(new BigDecimal(one))).isEqualTo(key(new BigDecimal(other)));
    }

    @Test
    void numbersTextsAndOtherNumbersAreNot() {
        assertThat(key(100L)).isEqualTo(key(new BigDecimal("100"))).isNotEqualTo(key("100"));
        assertThat(key(new BigDecimal("1e500"))).isNotEqualTo(key(new BigDecimal("1e501")));
    }

    @Test
    @Timeout(10)
    void aNumberOfMoreDigitsThanThereIsMemoryIsNotWrittenOut() {
        assertThat(key(new BigDecimal("1e2000000000"))).isNotEqualTo(key(new BigDecimal("1e-2000000000")));
    }
}
