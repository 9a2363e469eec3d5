package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.internal.jobs.ApiError;
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
    private final Path parent;
    private final Map<Key, Future<ResultFile>> files = new ConcurrentHashMap<>();
    private @Nullable Path directory;

    /**
     * @param parent the folder in which the directory is made with the first file
     */
    ResultStore(Vertx vertx, Path parent) {
        this.vertx = vertx;
        this.parent = parent;
    }

    /** A file; fails with an {@link ApiError} that says what to do where it can't be written. */
    Future<ResultFile> file(ResultRequest job, FileFormat format) {
        Key wanted = new Key(job.guid(), job.attempt(), format);
        files.computeIfPresent(wanted, (key, before) -> isGone(before) ? null : before);
        Future<ResultFile> file = files.computeIfAbsent(
                wanted, key -> vertx.executeBlocking(() -> ResultFile.write(job, format, directory()), false));
        return file.recover(failure -> {
            files.remove(wanted, file);
            return Future.failedFuture(failure instanceof IOException ? unwritable(failure) : failure);
        });
    }

    /** Folders for temporary files are tidied up, some after days. */
    private static boolean isGone(Future<ResultFile> file) {
        return file.succeeded() && !Files.exists(file.result().path());
    }

    private ApiError unwritable(Throwable failure) {
        return ApiError.of(
                500,
                null,
                "The mock can't write the files of results into " + parent + " (" + failure
                        + "): start its Java with -Djava.io.tmpdir=FOLDER, a folder that it may write to.");
    }

    private synchronized Path directory() throws IOException {
        Path present = directory;
        if (present == null || !Files.isDirectory(present)) {
            present = Files.createTempDirectory(parent, "exportcomments-mock");
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
        if (!Files.exists(present)) {
            return;
        }
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
