package io.exportcomments.campaign.processes;

import io.exportcomments.ExportComments;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.ResultFormat;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The files that the program fetches; one that it could not have it fetches again, a few times. */
final class Downloads {
    private static final int MOST_TRIES = 8;
    private static final int PAUSE_SECONDS = 4;

    private final ExportComments client;
    private final Path folder;
    private final ScheduledExecutorService later;
    private final Set<Integer> begun = ConcurrentHashMap.newKeySet();

    Downloads(ExportComments client, Path folder, ScheduledExecutorService later) {
        this.client = client;
        this.folder = folder;
        this.later = later;
    }

    /** Fetches the file of a job that is done; without effect if that was begun before. */
    void fetch(int number, JobGuid guid) {
        if (begun.add(number)) {
            later.execute(() -> fetch(number, guid, 1));
        }
    }

    private void fetch(int number, JobGuid guid, int attempt) {
        Out.line("fetching", number, guid);
        client.async()
                .get(guid)
                .thenCompose(job -> client.async()
                        .download(
                                job,
                                ResultFormat.XLSX,
                                folder.resolve("job-" + number + ".xlsx"),
                                DownloadOptions.DEFAULT))
                .whenComplete((file, error) -> {
                    if (error == null) {
                        Out.line("file", number, guid);
                    } else {
                        Out.line(attempt == MOST_TRIES ? "nofile" : "notyet", number, Out.of(error));
                        again(number, guid, attempt);
                    }
                });
    }

    private void again(int number, JobGuid guid, int attempt) {
        if (attempt < MOST_TRIES) {
            try {
                later.schedule(() -> fetch(number, guid, attempt + 1), PAUSE_SECONDS, TimeUnit.SECONDS);
            } catch (RejectedExecutionException closed) {
                Out.line("nofile", number, "the program ends");
            }
        }
    }
}
