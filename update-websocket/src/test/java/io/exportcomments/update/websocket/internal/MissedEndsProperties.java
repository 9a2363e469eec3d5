package io.exportcomments.update.websocket.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.update.websocket.internal.SourceFixture.Sink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever the server and the way to it do, in whichever order: what was published of a followed job is handed on, or
 * the source says afterwards that it is live again, upon which core reads the state. So no end is missed.
 */
class MissedEndsProperties {
    private static final int JOBS = 4;

    enum Kind {
        PUBLISH,
        LOSE,
        BREAK,
        FREEZE,
        SHUTDOWN,
        UNSUBSCRIBE,
        SUBSCRIBE,
        GARBAGE,
        UNREADABLE,
        UNREACHABLE,
        REACHABLE,
        NO_RECOVERY,
        FORGET,
        NO_ACCOUNT_CHANNEL,
        ACCOUNT_CHANNEL,
        EXPIRE,
        MUTE,
        CANCEL,
        FOLLOW,
        WAIT
    }

    record Step(Kind kind, int job, int millis) {}

    @Provide
    Arbitrary<List<Step>> courses() {
        Arbitrary<Kind> kinds = Arbitraries.of(Kind.class);
        Arbitrary<Integer> jobs = Arbitraries.integers().between(0, JOBS - 1);
        Arbitrary<Integer> waits = Arbitraries.integers().between(0, 3_000);
        return net.jqwik.api.Combinators.combine(kinds, jobs, waits)
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(60);
    }

    @Property(tries = 400)
    void noEndIsMissed(@ForAll("courses") List<Step> course) {
        try (SourceFixture fixture = new SourceFixture()) {
            Course run = new Course(fixture);
            course.forEach(run::take);
            run.calmDown();
            run.assertNothingMissed();
        }
    }

    @Property(tries = 200)
    void afterTheLastCancelNothingIsLeft(@ForAll("courses") List<Step> course) {
        try (SourceFixture fixture = new SourceFixture()) {
            Course run = new Course(fixture);
            course.forEach(run::take);
            run.cancelAll();
            fixture.peer.wires().forEach(SimulatedPeer.Wire::freeze);
            fixture.pass(Duration.ofSeconds(6));
            assertThat(fixture.time.waiting()).isZero();
            assertThat(fixture.peer.openNow()).isZero();
        }
    }

    /** One course, and what must have been heard of it. */
    private static final class Course {
        private final SourceFixture fixture;
        private final SimulatedPeer peer;
        private final List<Sink> sinks = new ArrayList<>();
        private final List<Integer> owed = new ArrayList<>();
        private final List<String> marks = new ArrayList<>(Collections.nCopies(JOBS, ""));
        private final Set<Integer> following = new HashSet<>();
        private int published;
        private String expired = "";

        Course(SourceFixture fixture) {
            this.fixture = fixture;
            this.peer = fixture.peer;
            peer.tokenCheck = token -> token.equals(expired) ? 109 : 0;
            for (int i = 0; i < JOBS; i++) {
                sinks.add(fixture.follow(i));
                owed.add(-1);
                following.add(i);
            }
        }

        void take(Step step) {
            switch (step.kind()) {
                case PUBLISH -> publish(step.job());
                case LOSE -> peer.loseNext(1);
                case BREAK -> peer.wire().breakDown();
                case FREEZE -> peer.wire().freeze();
                case SHUTDOWN -> peer.wire().closeByServer(3001);
                case UNSUBSCRIBE -> peer.wire().unsubscribe();
                case SUBSCRIBE -> peer.wire().subscribe();
                case GARBAGE -> peer.wire().tellText("{garbage");
                case UNREADABLE -> peer.wire().tellText("{\"push\":{\"channel\":\"exports:U\",\"pub\":{\"data\":7}}}");
                case UNREACHABLE -> peer.reachable = false;
                case REACHABLE -> peer.reachable = true;
                case NO_RECOVERY -> peer.refusesRecovery = !peer.refusesRecovery;
                case FORGET -> restart();
                case NO_ACCOUNT_CHANNEL -> peer.accountChannel = false;
                case ACCOUNT_CHANNEL -> peer.accountChannel = true;
                case EXPIRE -> expired = SourceFixture.TOKEN + fixture.tokens;
                case MUTE -> peer.mute = !peer.mute;
                case CANCEL -> cancel(step.job());
                case FOLLOW -> follow(step.job());
                case WAIT -> fixture.pass(Duration.ofMillis(7L * step.millis()));
            }
            fixture.pass(Duration.ofMillis(step.millis() / 20));
        }

        /** A server that forgets its streams has closed its connections. */
        private void restart() {
            peer.wires().forEach(wire -> wire.closeByServer(3001));
            peer.restartWithoutHistory();
        }

        private void publish(int job) {
            String mark = "mark-" + published++;
            if (following.contains(job)) {
                owed.set(job, sinks.get(job).heard.size());
                marks.set(job, mark);
            }
            fixture.publish(job, "job.progress", mark);
        }

        private void cancel(int job) {
            following.remove(job);
            sinks.get(job).cancel();
            owed.set(job, -1);
        }

        private void follow(int job) {
            cancel(job);
            sinks.set(job, fixture.follow(job));
            following.add(job);
        }

        void cancelAll() {
            sinks.forEach(Sink::cancel);
        }

        /** All is well again for a while, and one more publication shows what was lost before. */
        void calmDown() {
            peer.reachable = true;
            peer.mute = false;
            peer.loseNext(0);
            fixture.pass(Duration.ofMinutes(2));
            peer.publish("stranger", SourceFixture.event(99, "job.progress", "progress"));
            fixture.pass(Duration.ofSeconds(2));
        }

        void assertNothingMissed() {
            for (int job = 0; job < JOBS; job++) {
                List<String> heard = sinks.get(job).heard;
                if (owed.get(job) >= 0) {
                    List<String> since = heard.subList(owed.get(job), heard.size());
                    assertThat(since.contains(marks.get(job)) || since.contains("live"))
                            .as("job %s: %s, since: %s", job, marks.get(job), since)
                            .isTrue();
                    assertThat(heard.lastIndexOf("live")).isGreaterThan(heard.lastIndexOf("gap"));
                }
            }
        }
    }
}
