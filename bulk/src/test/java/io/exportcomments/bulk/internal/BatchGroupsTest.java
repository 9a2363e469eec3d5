package io.exportcomments.bulk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.BatchStage;
import io.exportcomments.bulk.batch.ItemEvent;
import io.exportcomments.bulk.port.BatchRecord;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchGroupsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T07:30:00Z");
    private static final BatchRecord BATCH = new BatchRecord(1, BatchPlan.named("a"), BatchStage.RUNNING);

    private static ItemRecord item(long id, int limit) {
        ExportRequest request =
                ExportRequest.of("https://www.youtube.com/watch?v=" + id).limit(limit);
        return ItemRecord.waiting(id, BATCH, RequestKey.of(request), request, NOW);
    }

    private static List<Long> largest(int most, ItemRecord... waiting) {
        return BatchGroups.largest(List.of(waiting), item -> item.id() != 9, most).stream()
                .map(ItemRecord::id)
                .toList();
    }

    @Test
    void theMostItemsWithTheSameOptions() {
        assertThat(largest(100, item(1, 5), item(2, 7), item(3, 5), item(4, 7), item(5, 7)))
                .containsExactly(2L, 4L, 5L);
    }

    @Test
    void ofGroupsThatAreAsLargeTheOneThatIsDueFirst() {
        assertThat(largest(100, item(3, 5), item(2, 7), item(1, 5), item(4, 7))).containsExactly(1L, 3L);
    }

    @Test
    void noMoreThanAllowedAndThoseThatAreDueFirst() {
        assertThat(largest(2, item(3, 5), item(2, 5), item(1, 5))).containsExactly(2L, 3L);
    }

    @Test
    void neitherWhatHasAJobNorWhatIsToBeSentAlone() {
        ItemRecord failed = item(1, 5)
                .edit()
                .event(ItemEvent.CREATED)
                .job(JobGuid.of("job"))
                .done(NOW);
        ItemRecord retried = failed.edit().event(ItemEvent.TRY_LATER).done(NOW);
        assertThat(largest(100, retried, item(9, 5), item(2, 5))).containsExactly(2L);
        assertThat(largest(100, retried)).isEmpty();
    }

    @Test
    void eachUrlOnce() {
        ItemRecord one = item(1, 5);
        ItemRecord same = ItemRecord.waiting(2, BATCH, one.key(), one.request(), NOW);
        assertThat(largest(100, one, same)).containsExactly(1L);
    }
}
