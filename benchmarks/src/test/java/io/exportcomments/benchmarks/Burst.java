package io.exportcomments.benchmarks;

import io.exportcomments.job.JobGuid;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Makes progress of jobs, burst by burst: of many jobs a part each time, of few all of them again and again. */
final class Burst {
    private static final int EVENTS = 2_000;

    private final List<JobGuid> jobs = new ArrayList<>();
    private int next;
    private long exported;
    private long offset;

    /** How an event goes over the wire. */
    @FunctionalInterface
    interface Writing {
        byte[] frame(String guid, long exported, long offset);
    }

    Burst(int watched) {
        for (int i = 0; i < watched; i++) {
            jobs.add(JobGuid.of(new UUID(4711, i).toString()));
        }
    }

    List<JobGuid> jobs() {
        return jobs;
    }

    /** How many events are in a burst. */
    static int events() {
        return EVENTS;
    }

    /** How many jobs a burst is about. */
    int touched() {
        return Math.min(jobs.size(), EVENTS);
    }

    /** What all of these jobs have exported at the end of the last burst. */
    long exported() {
        return exported;
    }

    byte[] next(Writing writing) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int round = 0; round < EVENTS / touched(); round++) {
            exported++;
            for (int i = 0; i < touched(); i++) {
                JobGuid guid = jobs.get((next + i) % jobs.size());
                frames.writeBytes(writing.frame(guid.value(), exported, ++offset));
            }
        }
        next = (next + touched()) % jobs.size();
        return frames.toByteArray();
    }

    /** The same, made where it is not counted. */
    byte[] nextUncounted(Writing writing) throws InterruptedException {
        byte[][] made = new byte[1][];
        Thread thread = new Thread(() -> made[0] = next(writing), CannedService.THREADS);
        thread.start();
        thread.join();
        return made[0];
    }

    /** As the service sends it to us. */
    static byte[] json(String guid, long exported, long offset) {
        return Frames.text(Samples.progress(guid, exported, offset));
    }

    /** As it is sent to a client that speaks protobuf. */
    static byte[] protobuf(String guid, long exported, long offset) {
        return CentrifugeFrames.publication(Samples.progress(guid, exported), offset);
    }
}
