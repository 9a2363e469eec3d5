package io.exportcomments.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of the table that are made by whole programs, each in a process of its own. */
enum ProgramRow {
    FIRST_CALL("first-call", "a program that starts, creates a job and reads it") {
        @Override
        Map<String, Program> sides(URI service, Path folder) {
            Map<String, Program> sides = new LinkedHashMap<>();
            for (String side : FirstCall.SIDES) {
                sides.put(side, Program.java(FirstCall.class, List.of(), side, service.toString()));
            }
            return sides;
        }
    },
    DOWNLOAD_BY_RETROFIT("download-by-retrofit", "256 MiB to a file, in a heap of 16 MiB, from the third on") {
        @Override
        Map<String, Program> sides(URI service, Path folder) {
            return downloads("retrofit", service, folder);
        }
    },
    DOWNLOAD_BY_VERTX("download-by-vertx", "256 MiB to a file, in a heap of 16 MiB, from the third on") {
        @Override
        Map<String, Program> sides(URI service, Path folder) {
            return downloads("vertx", service, folder);
        }
    };

    private final String key;
    private final String title;

    ProgramRow(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** Who does the work, by name. */
    abstract Map<String, Program> sides(URI service, Path folder);

    private static Map<String, Program> downloads(String transport, URI service, Path folder) {
        List<String> smallHeap = List.of("-Xmx16m", "-XX:+UseSerialGC");
        Path file = folder.resolve("result.json");
        return Map.of(
                Comparison.OURS,
                Program.java(FileDownloads.class, smallHeap, transport, service.toString(), file.toString()),
                "curl",
                Program.measured(
                        "curl", "--silent", "--fail", "--output", file.toString(), CannedService.file(service)));
    }

    /** The name by which it is asked for. */
    String key() {
        return key;
    }

    /** What it says to people. */
    String title() {
        return title;
    }

    /** The row of this name, if there is one. */
    static Optional<ProgramRow> of(String key) {
        return Arrays.stream(values()).filter(row -> row.key.equals(key)).findFirst();
    }
}
