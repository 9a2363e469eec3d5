package io.exportcomments.mock.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.mock.internal.jobs.ApiError;
import io.exportcomments.mock.internal.results.FileFormat;
import io.exportcomments.mock.internal.results.ResultFile;
import io.exportcomments.mock.internal.results.ResultRequest;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Without a folder for temporary files the mock says what to do, and works once there is one. */
@Timeout(60)
class ResultStoreTest {
    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static ResultFile written(ResultStore store) throws Exception {
        ResultRequest job = new ResultRequest(
                UUID.fromString("b4219d47-3138-4efd-9762-2ef9f9495084"),
                0,
                "https://vimeo.com/1",
                "vimeo",
                false,
                2,
                Instant.EPOCH,
                null);
        return store.file(job, FileFormat.JSON)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @Test
    void aMissingFolderIsNamedAndTriedAgain() throws Exception {
        Path missing = folder.resolve("missing");
        ResultStore store = new ResultStore(vertx, missing);
        assertThatThrownBy(() -> written(store)).cause().isInstanceOfSatisfying(ApiError.class, error -> {
            assertThat(error.status()).isEqualTo(500);
            assertThat(error.detail())
                    .startsWith("The mock can't write the files of results into " + missing)
                    .contains("-Djava.io.tmpdir=FOLDER");
        });
        Files.createDirectory(missing);
        assertThat(written(store).path()).exists().startsWith(missing);
        store.remove();
        assertThat(missing).isEmptyDirectory();
    }

    /** As what tidies such folders up does after some days. */
    @Test
    void aFolderThatIsGoneMeanwhileIsMadeAnew() throws Exception {
        ResultStore store = new ResultStore(vertx, folder);
        delete(written(store).path());
        assertThat(written(store).path()).exists();
        store.remove();
        assertThat(folder).isEmptyDirectory();
    }

    private static void delete(Path file) throws IOException {
        Files.delete(file);
        Files.delete(file.getParent());
    }
}
