package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.internal.results.FileFormat;
import io.exportcomments.mock.internal.results.ResultFile;
import io.exportcomments.mock.internal.results.ResultRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files of results, each written once, off the event loop, into a directory that is removed in the end. */
final class ResultStore {

    private record Key(UUID guid, int attempt, FileFormat format) {}

    private final Vertx vertx;
    private final Map<Key, Future<ResultFile>> files = new ConcurrentHashMap<>();
    private @Nullable Path directory;

    ResultStore(Vertx vertx) {
        this.vertx = vertx;
    }

    Future<ResultFile> file(ResultRequest job, FileFormat format) {
        return files.computeIfAbsent(
                new Key(job.guid(), job.attempt(), format),
                key -> vertx.executeBlocking(() -> ResultFile.write(job, format, directory()), false));
    }

    private synchronized Path directory() throws IOException {
        Path present = directory;
        if (present == null) {
            present = Files.createTempDirectory("exportcomments-mock");
            directory = present;
        }
        return present;
    }

    /** Removes the files; when nobody writes or reads them any more. */
    synchronized void remove() {
        Path present = directory;
        if (present == null) {
            return;
        }
        directory = null;
        try (Stream<Path> tree = Files.walk(present)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the mock's files in " + present, e);
        }
    }
}
