package io.exportcomments.result.csv;

import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.result.JsonLines;
import io.exportcomments.result.RowFile;
import io.exportcomments.result.RowFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes tables of a large JSON result; run in a small heap by {@link SmallHeapTablesTest}. Prints a line for each
 * format: its name, the bytes of JSON, the nanoseconds of CPU time, and the bytes of the file.
 */
final class HundredThousandComments {
    private static final int ROWS = 100_000;
    private static final int ROUNDS = 3;
    private static final String[] TEXTS = {
        "This is the best explanation I have seen so far.",
        "\u00dcbrigens: bei mir l\u00e4dt das Bild nicht \u2026",
        "\u7d20\u6674\u3089\u3057\u3044\u52d5\u753b\u3067\u3059\u306d\u3002",
        "Two lines:\nand \"quotes\", too",
        "+1",
        "\ud83d\ude02\ud83d\ude02 https://example.com/?a=1&b=2"
    };

    private HundredThousandComments() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Path json = folder.resolve("comments.json");
        write(json);
        Map<String, RowFormat> formats = new LinkedHashMap<>();
        formats.put("json", JsonLines.nested());
        formats.put("jsonl", JsonLines.flat());
        formats.put("csv", CsvFormat.exact());
        formats.put("excel", CsvFormat.exact().forSpreadsheets());
        Map<String, Long> least = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, RowFormat> format : formats.entrySet()) {
                least.merge(format.getKey(), nanos(json, file(folder, format), format.getValue()), Math::min);
            }
        }
        for (Map.Entry<String, RowFormat> format : formats.entrySet()) {
            String name = format.getKey();
            System.out.println(
                    name + " " + Files.size(json) + " " + least.get(name) + " " + Files.size(file(folder, format)));
        }
    }

    private static Path file(Path folder, Map.Entry<String, RowFormat> format) {
        return folder.resolve(format.getKey() + "." + format.getValue().extension());
    }

    /** Every thousandth comment has nested replies, so that columns come late. */
    private static void write(Path file) throws IOException {
        Random random = new Random(17);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < ROWS; i++) {
                String text = TEXTS[random.nextInt(TEXTS.length)] + " " + TEXTS[random.nextInt(TEXTS.length)];
                String row = String.format(
                        Locale.ROOT,
                        "%s\n{\"number\":%d,\"id\":%d,\"parent_id\":null,\"author\":\"user %d\",\"profile\":\"@%s\","
                                + "\"published_at\":\"2026-03-01T07:%02d:00Z\",\"likes\":%d,\"verified\":%b,"
                                + "\"text\":\"%s\",\"url\":\"https://example.com/#comment-%d\"%s}",
                        i == 0 ? "[" : ",",
                        i + 1,
                        1_000_000_000_000_000_000L + i,
                        random.nextInt(100_000),
                        Long.toString(random.nextLong() >>> 20, 36),
                        i % 60,
                        random.nextInt(1000),
                        random.nextBoolean(),
                        text.replace("\"", "\\\"").replace("\n", "\\n"),
                        i,
                        i % 1000 == 999 ? ",\"replies\":[{\"id\":" + i + ",\"text\":\"thanks\"}]" : "");
                out.write(row.getBytes(StandardCharsets.UTF_8));
            }
            out.write("\n]\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static long nanos(Path json, Path target, RowFormat format) throws IOException {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        convert(json, target, format);
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    }

    private static void convert(Path json, Path target, RowFormat format) throws IOException {
        try (InputStream in = Files.newInputStream(json);
                RowFile file = format.create(target)) {
            Iterator<Map<String, @Nullable Object>> rows =
                    new JobCodec(TransportSettings.SERVICE).rows().read(in);
            while (rows.hasNext()) {
                file.row(rows.next());
            }
            file.finish();
        }
    }
}
