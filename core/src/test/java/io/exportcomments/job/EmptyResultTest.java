package io.exportcomments.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** An export that is done and found nothing is an outcome of its own. */
class EmptyResultTest {
    private static final JobGuid GUID = JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084");

    private static Job.Builder done() {
        return Job.builder(GUID, JobStatus.DONE);
    }

    @Test
    void doneWithNothingToExportAndNoFile() {
        assertThat(done().total(0L).build().isEmptyResult()).isTrue();
        assertThat(done().total(0L).totalExported(0L).build().isEmptyResult()).isTrue();
        assertThat(done().total(0L).resultNote("private").build().isEmptyResult())
                .isTrue();
        assertThat(done().resultNote("private").build().isEmptyResult()).isTrue();
    }

    @Test
    void anythingElseIsNot() {
        assertThat(done().build().isEmptyResult()).isFalse();
        assertThat(done().total(3L).build().isEmptyResult()).isFalse();
        assertThat(done().total(3L).resultNote("partly").build().isEmptyResult())
                .isFalse();
        assertThat(done().total(0L).totalExported(3L).build().isEmptyResult()).isFalse();
        assertThat(done().total(0L)
                        .jsonUrl(URI.create("https://example.com/x"))
                        .build()
                        .isEmptyResult())
                .isFalse();
        assertThat(done().total(0L)
                        .downloadLink(URI.create("https://example.com/x"))
                        .build()
                        .isEmptyResult())
                .isFalse();
        assertThat(done().total(0L)
                        .unknownField("json_url", "ftp://example.com/x")
                        .build()
                        .isEmptyResult())
                .isFalse();
        assertThat(Job.builder(GUID, JobStatus.ERROR)
                        .total(0L)
                        .resultNote("private")
                        .build()
                        .isEmptyResult())
                .isFalse();
    }

    @Test
    void theNoteIsPartOfTheJob() {
        Job job = done().total(0L).resultNote("private").build();
        assertThat(job.resultNote()).contains("private");
        assertThat(job.toBuilder().build()).isEqualTo(job);
        assertThat(done().total(0L).build()).isNotEqualTo(job);
        assertThat(Job.builder(GUID, JobStatus.PROGRESS).build().mergedWith(job).resultNote())
                .contains("private");
        assertThat(job.mergedWith(done().total(0L).build()).resultNote()).contains("private");
    }

    /**
     * While a job waits, its total is 0; an event of its end that names no total and no files does not make that its
     * result.
     */
    @Test
    void aTotalFromBeforeTheEndMakesNoEmptyResult() {
        Job waiting = Job.builder(GUID, JobStatus.QUEUEING).total(0L).build();
        assertThat(waiting.mergedWith(done().build()).isEmptyResult()).isFalse();
        assertThat(waiting.mergedWith(done().total(0L).build()).isEmptyResult()).isTrue();
        Job counted = Job.builder(GUID, JobStatus.PROGRESS).total(7L).build();
        assertThat(counted.mergedWith(done().build()).total()).hasValue(7);
        assertThat(done().total(0L).build().mergedWith(done().build()).isEmptyResult())
                .isTrue();
    }
}
