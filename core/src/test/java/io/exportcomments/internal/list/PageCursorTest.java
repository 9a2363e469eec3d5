package io.exportcomments.internal.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists end, and are read to their end, however a service counts and cuts its pages. */
@Timeout(20)
class PageCursorTest {
    private final List<String> asked = new ArrayList<>();

    /** How a service pages. */
    enum Paging {
        /** As it should. */
        PLAIN,
        /** The page that is asked for does not matter. */
        SAME,
        /** Behind the last page comes the last page again. */
        CLAMPED,
        /** Behind the last page comes the first. */
        CYCLIC,
        /** At most 10 a page, counted by what it gives. */
        CAPPED,
        /** At most 10 a page, counted by what it was asked for: jobs between the pages are passed over. */
        CAPPED_BY_WISH
    }

    private JobPage page(Paging paging, int jobs, boolean total, int number, int limit) {
        asked.add(number + " " + limit);
        int pages = Math.max(1, (jobs + limit - 1) / limit);
        int size = paging.name().startsWith("CAPPED") ? Math.min(10, limit) : limit;
        int shown = switch (paging) {
            case SAME -> 1;
            case CLAMPED -> Math.min(number, pages);
            case CYCLIC -> (number - 1) % pages + 1;
            default -> number;
        };
        int from = (shown - 1) * (paging == Paging.CAPPED_BY_WISH ? limit : size);
        List<Job> some = IntStream.range(from, Math.min(jobs, from + size))
                .mapToObj(
                        i -> Job.builder(JobGuid.of("job-" + i), JobStatus.DONE).build())
                .toList();
        return new JobPage(some, number, limit, total ? OptionalLong.of(jobs) : OptionalLong.empty());
    }

    private long read(Paging paging, int jobs, boolean total) {
        PageIterator all = new PageIterator((page, limit) -> page(paging, jobs, total, page, limit), 20);
        long count = 0;
        while (all.hasNext()) {
            all.next();
            count++;
        }
        return count;
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, 0",
        "PLAIN, 1",
        "PLAIN, 19",
        "PLAIN, 20",
        "PLAIN, 40",
        "PLAIN, 45",
        "CLAMPED, 0",
        "CLAMPED, 20",
        "CLAMPED, 40",
        "CLAMPED, 45",
        "CYCLIC, 3",
        "CYCLIC, 40",
        "CYCLIC, 45",
        "CAPPED, 0",
        "CAPPED, 7",
        "CAPPED, 10",
        "CAPPED, 40",
        "CAPPED, 45",
        "CAPPED_BY_WISH, 9",
        "CAPPED_BY_WISH, 10",
        "CAPPED_BY_WISH, 40",
        "CAPPED_BY_WISH, 45"
    })
    void eachJobIsListedOnceAndTheListEnds(Paging paging, int jobs) {
        assertThat(read(paging, jobs, false)).isEqualTo(jobs);
        assertThat(read(paging, jobs, true)).isEqualTo(jobs);
    }

    @ParameterizedTest
    @CsvSource({"0", "7", "20", "40"})
    void aServiceThatKnowsOnePageAloneIsAskedThreeTimesAtMost(int jobs) {
        assertThat(read(Paging.SAME, jobs, false)).isEqualTo(Math.min(20, jobs));
        assertThat(asked).hasSizeLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"20, 1", "20, 2", "25, 1", "40, 2", "100, 1", "100, 3", "100, 5", "110, 4"})
    void jobsThatAreCreatedMeanwhileHideNoneOfThoseBefore(int created, int afterPage) {
        assertThat(pushedBack(created, afterPage, false)).containsAll(before(170));
        assertThat(pushedBack(created, afterPage, true)).containsAll(before(170));
    }

    @Test
    void alsoALongListThatBeginsAnewIsNotReadTwice() {
        read(Paging.CYCLIC, 5_000, false);
        assertThat(asked).hasSizeLessThan(250 + 13);
    }

    @Test
    void alsoOneThatIsLongerThanWhatIsRemembered() {
        assertThat(read(Paging.CYCLIC, 30_000, false)).isEqualTo(30_000);
        assertThat(asked).hasSizeLessThan(1_500 + 13);
    }

    @Test
    void newJobsOnTheFirstPageDoNotHideThatItBeginsAnew() {
        PageCursor cursor = new PageCursor(20);
        List<JobPage> pages = new ArrayList<>();
        for (int i = 1; i <= 1_000; i++) {
            pages.add(page(Paging.PLAIN, 20_000, false, i, 20));
        }
        pages.forEach(cursor::take);
        List<Job> anew = new ArrayList<>(pages.get(0).jobs().subList(0, 17));
        Job created = Job.builder(JobGuid.of("job-created"), JobStatus.QUEUEING).build();
        anew.add(0, created);
        assertThat(cursor.take(new JobPage(anew, 1_001, 20, OptionalLong.empty())))
                .containsExactly(created);
        assertThat(cursor.isOver()).isTrue();
        assertThat(cursor.isStuck()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"100", "10000"})
    void whatIsRememberedDoesNotGrowWithTheList(int page) {
        ListedJobs listed = new ListedJobs();
        for (int i = 0; i < 100_000; i++) {
            assertThat(listed.add(JobGuid.of("job-" + i), i < page)).isEqualTo(ListedJobs.NEW);
            if (i % page == page - 1) {
                listed.forget(page);
            }
        }
        assertThat(listed.count()).isEqualTo(100_000);
        assertThat(listed.remembered()).isLessThanOrEqualTo(Math.max(10_000, 2 * page) + page);
    }

    private static List<String> before(int jobs) {
        return IntStream.range(0, jobs).mapToObj(i -> "job-" + i).toList();
    }

    /** Lists 170 jobs, of which so many others get ahead once a page was read. */
    private List<String> pushedBack(int created, int afterPage, boolean total) {
        List<String> newestFirst = new ArrayList<>(before(170));
        PageIterator all = new PageIterator(
                (number, limit) -> {
                    if (number == afterPage + 1) {
                        IntStream.range(0, created).forEach(i -> newestFirst.add(0, "new-" + i));
                    }
                    int end = Math.min(newestFirst.size(), number * limit);
                    List<Job> jobs = newestFirst.subList(Math.min(end, (number - 1) * limit), end).stream()
                            .map(name -> Job.builder(JobGuid.of(name), JobStatus.DONE)
                                    .build())
                            .toList();
                    OptionalLong of = total ? OptionalLong.of(newestFirst.size()) : OptionalLong.empty();
                    return new JobPage(jobs, number, limit, of);
                },
                20);
        List<String> listed = new ArrayList<>();
        all.forEachRemaining(job -> listed.add(job.guid().toString()));
        return listed;
    }

    @Test
    void alsoALongListThatBeginsAnewEnds() {
        assertThat(read(Paging.CYCLIC, 5_000, false)).isEqualTo(5_000);
    }

    @Test
    void aTotalSparesTheLookBehindAShortPage() {
        read(Paging.PLAIN, 25, true);
        assertThat(asked).containsExactly("1 20", "2 20");
    }

    @Test
    void aTotalThatIsTooSmallIsNotBelieved() {
        PageIterator all = new PageIterator(
                (page, limit) ->
                        new JobPage(page(Paging.PLAIN, 45, false, page, limit).jobs(), page, limit, OptionalLong.of(0)),
                20);
        long count = 0;
        for (; all.hasNext(); count++) {
            all.next();
        }
        assertThat(count).isEqualTo(45);
    }
}
