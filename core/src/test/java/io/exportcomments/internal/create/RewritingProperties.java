package io.exportcomments.internal.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.internal.VirtualTime;
import io.exportcomments.internal.call.Calls;
import io.exportcomments.internal.create.ModelService.Course;
import io.exportcomments.internal.create.ModelService.Fate;
import io.exportcomments.job.CreationJournal;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * However a service rewrites URLs, adapts options, sets its clock and lags: each request becomes one job at most, and
 * nobody gets another's.
 */
class RewritingProperties {
    /** What becomes of a creation, and how long after it the next one begins. */
    record Step(int page, Fate fate, Duration lag, Duration after, boolean crash) {}

    /** How a service shows its jobs. */
    record Weather(
            UnaryOperator<String> rewriting, boolean adapts, Duration ahead, int cap, boolean times, Duration cut) {}

    @Property(tries = 2_000)
    void noRequestBecomesTwoJobs(@ForAll("steps") List<Step> steps, @ForAll("weather") Weather weather) {
        new Run(weather).check(steps);
    }

    /** One service, and the clients that use it. */
    private static final class Run {
        private final VirtualTime time = new VirtualTime();
        private final ModelService service = new ModelService(time);
        private final Creator creator = newCreator();
        private final List<ExportRequest> asked = new ArrayList<>();
        private final List<CompletableFuture<Job>> created = new ArrayList<>();

        Run(Weather weather) {
            service.rewriting = weather.rewriting;
            service.adapting = weather.adapts ? RewritingProperties::adapted : options -> options;
            service.ahead = weather.ahead;
            service.cap = weather.cap;
            service.showsTimes = weather.times;
            service.showing = time -> cut(time, weather.cut);
            time.advance(Duration.ofMinutes(weather.cap));
        }

        void check(List<Step> steps) {
            for (Step step : steps) {
                service.courses.clear();
                service.courses.add(new Course(step.fate, step.lag));
                int page = step.crash ? 10 + asked.size() : step.page;
                ExportRequest request =
                        ExportRequest.of("https://short.example/" + page).limit(500);
                asked.add(request);
                if (step.crash) {
                    created.add(interrupted(request));
                } else {
                    created.add(creator.create(request, CreationJournal.NONE));
                    time.advance(step.after);
                }
            }
            time.advance(Duration.ofSeconds(61));
            nothingWasMadeTwice();
            nobodyGotAnothersJob();
        }

        private void nothingWasMadeTwice() {
            Map<ExportRequest, Integer> made = new HashMap<>();
            service.origins.values().forEach(request -> made.merge(request, 1, Integer::sum));
            made.forEach((request, jobs) -> assertThat(jobs).isLessThanOrEqualTo((int)
                    asked.stream().filter(request::equals).count()));
        }

        private void nobodyGotAnothersJob() {
            List<JobGuid> given = new ArrayList<>();
            for (int i = 0; i < created.size(); i++) {
                assertThat(created.get(i)).isDone();
                if (!created.get(i).isCompletedExceptionally()) {
                    JobGuid guid = created.get(i).join().guid();
                    given.add(guid);
                    assertThat(service.origins.get(guid)).isEqualTo(asked.get(i));
                }
            }
            assertThat(given).doesNotHaveDuplicates();
        }

        /** A run that ends in the middle of a creation, and another one that takes it up. */
        private CompletableFuture<Job> interrupted(ExportRequest request) {
            List<Instant> noted = new ArrayList<>();
            Creator first = newCreator();
            CompletableFuture<Job> begun = first.create(request, (sent, at) -> noted.add(at));
            time.advance(Duration.ofMillis(50));
            first.close();
            assertThat(begun).isDone();
            time.advance(Duration.ofSeconds(30));
            Set<JobGuid> others = created.stream()
                    .filter(one -> one.isDone() && !one.isCompletedExceptionally())
                    .map(one -> one.join().guid())
                    .collect(Collectors.toSet());
            CompletableFuture<Job> resumed =
                    newCreator().resume(request, noted.get(0), others, Map.of(), CreationJournal.NONE);
            time.advance(Duration.ofSeconds(40));
            return resumed;
        }

        private Creator newCreator() {
            Calls calls = new Calls(service, List.of(), time, Timeouts.DEFAULT, Runnable::run);
            return new Creator(calls, time, Timeouts.DEFAULT, Runnable::run);
        }
    }

    /** To the nanosecond, the hour, the day, or the day in a zone of that length. */
    private static Instant cut(Instant time, Duration unit) {
        long length = unit.toSeconds() > 86_400 ? 86_400 : unit.toSeconds();
        long zone = unit.toSeconds() - length;
        return length == 0 ? time : Instant.ofEpochSecond((time.getEpochSecond() + zone) / length * length - zone);
    }

    private static ExportOptions adapted(ExportOptions options) {
        return options.toBuilder().replies(true).limit(100).build();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(Fate.class),
                        Arbitraries.integers().between(0, 20_000),
                        Arbitraries.integers().between(0, 9_000),
                        Arbitraries.integers().between(0, 9))
                .as((page, fate, lag, after, crash) -> new Step(
                        page,
                        fate,
                        lag < 6_000 ? Duration.ZERO : Duration.ofMillis(lag),
                        Duration.ofMillis(after < 3_000 ? 0 : after),
                        crash == 0))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<Weather> weather() {
        return Combinators.combine(
                        Arbitraries.<UnaryOperator<String>>of(
                                url -> url,
                                url -> url.replace("https", "http") + "/#top",
                                url -> "https://rewritten.example/",
                                url -> "https://www.site.example/video/" + url.hashCode(),
                                url -> url + "?added=1234567"),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(-14, 14),
                        Arbitraries.of(1, 2, 10, 1_000),
                        Arbitraries.of(true, true, true, false),
                        Arbitraries.of(0, 0, 0, 1, 24, 24 + 5, 24 + 12))
                .as((rewriting, adapts, minutes, cap, times, cut) ->
                        new Weather(rewriting, adapts, Duration.ofMinutes(minutes), cap, times, Duration.ofHours(cut)));
    }
}
