package io.exportcomments.internal.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.CreateOutcomeUnknownException;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.Sent;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.internal.call.Calls;
import io.exportcomments.internal.create.ModelService.Course;
import io.exportcomments.internal.create.ModelService.Fate;
import io.exportcomments.job.CreationJournal;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.port.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever goes wrong with parallel creations: none is made twice, none is given to two, and every error is true. */
class CreatorProperties {
    private record Asked(int url, boolean replies, Duration after) {}

    @Property(tries = 5_000)
    void noJobIsMadeTwiceNorGivenToTwo(
            @ForAll("asked") List<Asked> asked,
            @ForAll("courses") List<Course> courses,
            @ForAll List<Boolean> listFailures) {
        VirtualTime time = new VirtualTime();
        ModelService service = new ModelService(time);
        service.courses.addAll(courses);
        service.listFailures.addAll(listFailures);
        Calls calls = new Calls(service, List.of(), time, Timeouts.DEFAULT, Runnable::run);
        Creator creator = new Creator(calls, time, Timeouts.DEFAULT, Runnable::run);

        List<CompletableFuture<Job>> created = new ArrayList<>();
        for (Asked one : asked) {
            created.add(creator.create(
                    ExportRequest.of("https://example.com/" + one.url).with(options -> options.replies(one.replies)),
                    CreationJournal.NONE));
            time.advance(one.after);
        }
        time.advance(Duration.ofSeconds(61));

        assertThat(created).allMatch(CompletableFuture::isDone);
        assertThat(service.taken).isLessThanOrEqualTo(asked.size());
        List<Job> given = new ArrayList<>();
        for (int i = 0; i < created.size(); i++) {
            if (!created.get(i).isCompletedExceptionally()) {
                Job job = created.get(i).join();
                given.add(job);
                assertThat(job.url()).contains("https://example.com/" + asked.get(i).url);
                assertThat(job.options().orElseThrow().replies()).contains(asked.get(i).replies);
            }
        }
        assertThat(given).extracting(Job::guid).doesNotHaveDuplicates();
        time.advance(Duration.ofMinutes(2));
        assertThat(time.waiting()).isZero();
        errorsAreTrue(created, service.taken - given.size());
    }

    /** Jobs that nobody got are covered by as many errors that say that one may exist. */
    private static void errorsAreTrue(List<CompletableFuture<Job>> created, int lost) {
        int unknown = 0;
        for (CompletableFuture<Job> one : created) {
            if (one.isCompletedExceptionally()) {
                Throwable error =
                        one.handle((job, failure) -> Failures.unwrap(failure)).join();
                if (error instanceof CreateOutcomeUnknownException) {
                    unknown++;
                } else if (error instanceof ConnectionException connection) {
                    assertThat(connection.sent()).isEqualTo(Sent.NO);
                } else {
                    assertThat(error).isInstanceOf(RateLimitException.class);
                }
            }
        }
        assertThat(lost).isLessThanOrEqualTo(unknown);
    }

    @Provide
    Arbitrary<List<Asked>> asked() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 9_000))
                .as((url, replies, millis) -> new Asked(url, replies, Duration.ofMillis(millis < 4_000 ? 0 : millis)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<Course>> courses() {
        return Combinators.combine(
                        Arbitraries.of(Fate.class), Arbitraries.integers().between(0, 5_000))
                .as((fate, millis) -> new Course(fate, millis < 2_500 ? Duration.ZERO : Duration.ofMillis(millis)))
                .list()
                .ofMaxSize(10);
    }
}
