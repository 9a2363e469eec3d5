package io.exportcomments.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What we allocate for a piece of work, beside another who does the same in the same run. Bytes repeat where times do
 * not, and a ratio holds on every machine, but for what its compiler leaves out. The bounds only ever go down,
 * but where it is the other who takes less than before, as the client alone does.
 */
@Timeout(120)
class ByteGatesTest {
    private static final int ROUNDS = 3;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DECODE_JOB       | Moshi, by hand        | 1.03",
                "DECODE_PAGE      | Moshi, by hand        | 0.92",
                "READ_ROWS        | Jackson databind      | 1.00",
                "RETROFIT_CALL    | OkHttp, execute()     | 1.29",
                "RETROFIT_CALL    | Retrofit, execute()   | 1.17",
                "RETROFIT_CALLS   | OkHttp, enqueue()     | 1.17",
                "RETROFIT_CALLS   | Retrofit, enqueue()   | 1.10",
                "VERTX_CALL       | Vert.x HttpClient     | 1.11",
                "VERTX_CALLS      | Vert.x HttpClient     | 1.08",
                "GUARDED_CALL     | exportcomments, the client alone | 5.60",
                "GUARDED_CALL     | the client, Resilience4j and Micrometer by hand | 1.20",
                "PUSHED_EVENTS    | OkHttp's socket alone | 9.50",
                "PUSHED_EVENTS    | centrifuge-java, and Moshi by hand | 0.65",
                "RECEIVED_WEBHOOK | by hand               | 1.15",
                "KEPT_WEBHOOKS    | the store asked one by one | 0.60",
                "POSTED_TO_JDK    | a handler by hand     | 0.85",
                "POSTED_TO_JETTY  | a handler by hand     | 0.60",
                "POSTED_TO_VERTX  | a handler by hand     | 1.30"
            })
    void isAtMostSoManyTimesWhatTheOtherTakes(Row row, String other, double most) throws Exception {
        try (Comparison comparison = row.begin()) {
            Map<String, Work> sides = comparison.sides();
            Work ours = sides.get(Comparison.OURS);
            Work theirs = sides.get(other);
            repeat(theirs, row.repetitions());
            repeat(ours, row.repetitions());
            double least = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                double their = bytes(theirs, row.repetitions()) / comparison.operations();
                double our = bytes(ours, row.repetitions()) / comparison.operations();
                least = Math.min(least, our / their);
                System.out.printf(
                        Locale.ROOT,
                        "%s: %.0f bytes, %s %.0f: %.2f times%n",
                        row.key(),
                        our,
                        other,
                        their,
                        our / their);
            }
            assertThat(least).as("bytes, times " + other).isBetween(0.01, most);
        }
    }

    private static double bytes(Work work, int times) throws Exception {
        Meter.Reading before = Meter.sofar();
        repeat(work, times);
        return (double) Meter.sofar().since(before).bytes() / times;
    }

    private static void repeat(Work work, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            assertThat(work.once() == null).isFalse();
        }
    }
}
