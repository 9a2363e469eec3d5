package io.exportcomments.internal.watch;

import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Observation;
import io.exportcomments.port.UpdateSink;
import io.exportcomments.port.UpdateSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A source that says what a test tells it to say. */
final class ScriptedSource implements UpdateSource {
    final String name;
    final Map<JobGuid, UpdateSink> sinks = new LinkedHashMap<>();
    final List<UpdateSink> formerSinks = new ArrayList<>();
    int follows;
    Consumer<UpdateSink> onFollow = sink -> {};

    ScriptedSource(String name) {
        this.name = name;
    }

    static ScriptedSource liveAtOnce(String name) {
        ScriptedSource source = new ScriptedSource(name);
        source.onFollow = UpdateSink::live;
        return source;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Subscription follow(JobGuid guid, UpdateSink sink) {
        follows++;
        if (sinks.put(guid, sink) != null) {
            throw new AssertionError(guid + " is followed twice at a time by " + name);
        }
        onFollow.accept(sink);
        return () -> {
            if (sinks.remove(guid, sink)) {
                formerSinks.add(sink);
            }
        };
    }

    UpdateSink sink() {
        return sinks.values().iterator().next();
    }

    boolean isFollowing() {
        return !sinks.isEmpty();
    }

    void event(io.exportcomments.job.Job job) {
        sink().update(Observation.event(job));
    }

    @Override
    public void close() {
        sinks.clear();
    }
}
