package io.exportcomments.mock.internal.results;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/** Writes both files of the largest result; run in a small heap by {@link ResultMemoryTest}. */
final class HundredThousandRows {

    private HundredThousandRows() {}

    public static void main(String[] args) throws IOException {
        UUID guid = UUID.fromString("b4219d47-3138-4efd-9762-2ef9f9495084");
        ResultRequest job = new ResultRequest(
                guid, 0, "https://youtu.be/x", "youtube", true, 100_000, Instant.parse("2026-03-01T07:30:00Z"), null);
        for (FileFormat format : FileFormat.values()) {
            ResultFile file = ResultFile.write(job, format, Path.of(args[0]));
            System.out.println(format + " " + file.path());
        }
    }
}
