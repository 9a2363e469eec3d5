package io.exportcomments.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.internal.ScriptedTransport;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many requests it takes to find jobs in a list, wherever they are in it. */
class PacedStateReaderSearchTest {
    private final VirtualTime time = new VirtualTime();
    private final ScriptedTransport transport = new ScriptedTransport();
    private final List<Job> list = new ArrayList<>();
    private final PacedStateReader reader = new PacedStateReader(transport, time, 30);

    PacedStateReaderSearchTest() {
        transport.onList = (page, limit) -> {
            int from = Math.min((page - 1) * limit, list.size());
            List<Job> jobs = list.subList(from, Math.min(from + limit, list.size()));
            return CompletableFuture.completedFuture(new JobPage(jobs, page, limit, OptionalLong.empty()));
        };
        transport.onGet = guid -> CompletableFuture.completedFuture(job(guid));
    }

    @Test
    void jobsAskedForTogetherShareTheFirstRequestToo() {
        fill(3);

        read(List.of(guid(0), guid(1), guid(2)));

        assertThat(transport.asked).containsExactly("list 1 100");
    }

    @Test
    void asManyPagesAreReadAsTheJobsAreOn() {
        fill(500);

        read(IntStream.range(0, 500).mapToObj(this::guid).toList());

        assertThat(transport.asked).hasSize(5).allMatch(call -> call.startsWith("list "));
    }

    /** A service may give smaller pages than it was asked for, so a short page is not the last. */
    @Test
    void jobsBehindPagesThatTheServiceCapsAreReadByPagesToo() {
        fill(60);
        transport.onList = (page, limit) -> {
            List<Job> jobs = list.subList(Math.min((page - 1) * 20, 60), Math.min(page * 20, 60));
            return CompletableFuture.completedFuture(new JobPage(jobs, page, limit, OptionalLong.empty()));
        };

        read(IntStream.range(0, 60).mapToObj(this::guid).toList());

        assertThat(transport.asked).containsExactly("list 1 100", "list 2 100", "list 3 100");
    }

    @Test
    void manyJobsFarBehindInTheListAreSearchedForAndThenReadWhereTheyAre() {
        fill(3_000);
        List<JobGuid> old = IntStream.range(2_500, 2_700).mapToObj(this::guid).toList();

        read(old);
        assertThat(transport.asked).as("25 pages in vain, and 2 with the jobs").hasSize(27);
        transport.asked.clear();
        read(old);

        assertThat(transport.asked).containsExactlyInAnyOrder("list 26 100", "list 27 100");
    }

    @Test
    void fewJobsFarBehindInTheListAreSoonReadByThemselvesAndStayThatWayForAWhile() {
        fill(3_000);
        List<JobGuid> old = List.of(guid(1_000), guid(2_000));

        read(old);
        assertThat(transport.asked)
                .containsExactly("list 1 100", "list 2 100", "list 3 100", "get " + old.get(0), "get " + old.get(1));
        transport.asked.clear();
        for (int i = 0; i < 20; i++) {
            read(old);
        }
        assertThat(transport.asked).hasSize(40).allMatch(call -> call.startsWith("get "));
        transport.asked.clear();
        read(old);

        assertThat(transport.asked).startsWith("list 1 100");
    }

    @Test
    void aListThatIgnoresThePageIsLeftAfterAFewPages() {
        fill(100);
        transport.onList = (page, limit) ->
                CompletableFuture.completedFuture(new JobPage(List.copyOf(list), page, limit, OptionalLong.empty()));

        read(List.of(JobGuid.of("elsewhere-1"), JobGuid.of("elsewhere-2")));

        assertThat(transport.asked).hasSize(5);
    }

    @Test
    void jobsThatAreLookedForFromDifferentTimesOnMeetOnTheWay() {
        fill(2_000);
        List<CompletableFuture<Job>> readings = new ArrayList<>();
        for (int i = 1_999; i >= 0; i--) {
            readings.add(reader.read(guid(i)));
            if (i % 500 == 0) {
                time.advance(Duration.ofSeconds(4));
            }
        }
        time.advance(Duration.ofMinutes(5));

        assertThat(readings).allMatch(CompletableFuture::isDone);
        assertThat(transport.asked).hasSizeLessThanOrEqualTo(50);
    }

    @Test
    void aPageAnswersNobodyWhoWishedForItAfterItWasAskedFor() {
        fill(200);
        List<CompletableFuture<JobPage>> open = new ArrayList<>();
        transport.onList = (page, limit) -> {
            open.add(new CompletableFuture<>());
            return open.get(open.size() - 1);
        };
        List<CompletableFuture<Job>> before = reader.readTogether(List.of(guid(1), guid(2)));
        List<CompletableFuture<Job>> after = reader.readTogether(List.of(guid(2), guid(3)));

        open.get(0).complete(new JobPage(list.subList(0, 100), 1, 100, OptionalLong.empty()));

        assertThat(before).allMatch(CompletableFuture::isDone);
        assertThat(after).noneMatch(CompletableFuture::isDone);
        open.get(1).complete(new JobPage(list.subList(0, 100), 1, 100, OptionalLong.empty()));
        assertThat(after).allMatch(CompletableFuture::isDone);
    }

    private void read(List<JobGuid> guids) {
        List<CompletableFuture<Job>> readings = reader.readTogether(guids);
        time.advance(Duration.ofMinutes(5));
        assertThat(readings).hasSameSizeAs(guids).allMatch(CompletableFuture::isDone);
        assertThat(readings.stream().map(reading -> reading.join().guid())).containsExactlyElementsOf(guids);
    }

    private void fill(int jobs) {
        IntStream.range(0, jobs).forEach(i -> list.add(job(guid(i))));
    }

    private JobGuid guid(int i) {
        return JobGuid.of("job-" + i);
    }

    private static Job job(JobGuid guid) {
        return Job.builder(guid, JobStatus.PROGRESS).build();
    }
}
