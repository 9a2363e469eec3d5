package io.exportcomments.campaign;

import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Observation;
import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSink;
import io.exportcomments.port.UpdateSource;
import io.exportcomments.port.UpdateSourceProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** An update source that counts who follows by it, and writes down what is told. */
final class FollowedSource implements UpdateSourceProvider {
    private final UpdateSourceProvider provider;
    private final Timeline timeline;
    private final List<String> followed = new ArrayList<>();

    FollowedSource(UpdateSourceProvider provider, Timeline timeline) {
        this.provider = provider;
        this.timeline = timeline;
    }

    /** Those that are followed now. */
    synchronized Set<String> followed() {
        return new TreeSet<>(followed);
    }

    private synchronized void add(String guid) {
        followed.add(guid);
    }

    private synchronized void remove(String guid) {
        followed.remove(guid);
    }

    @Override
    public UpdateSource open(UpdateContext context) {
        UpdateSource source = provider.open(context);
        return new UpdateSource() {
            @Override
            public String name() {
                return source.name();
            }

            @Override
            public Subscription follow(JobGuid guid, UpdateSink sink) {
                add(guid.value());
                Subscription subscription = source.follow(guid, new Overheard(source.name(), guid.value(), sink));
                return new Subscription() {
                    private boolean cancelled;

                    @Override
                    public void cancel() {
                        if (!cancelled) {
                            cancelled = true;
                            remove(guid.value());
                        }
                        subscription.cancel();
                    }
                };
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }

    private final class Overheard implements UpdateSink {
        private final String name;
        private final String guid;
        private final UpdateSink sink;

        Overheard(String name, String guid, UpdateSink sink) {
            this.name = name;
            this.guid = guid;
            this.sink = sink;
        }

        private void note(String what) {
            timeline.add(name, () -> guid.substring(0, 8) + " " + what);
        }

        @Override
        public void live() {
            note("live");
            sink.live();
        }

        @Override
        public void update(Observation observation) {
            note((observation.state() ? "state " : "event ") + observation.job().wireStatus() + " "
                    + observation.job().progress().map(Object::toString).orElse(""));
            sink.update(observation);
        }

        @Override
        public void gap(Throwable cause) {
            note("gap: " + cause);
            sink.gap(cause);
        }

        @Override
        public void broken(Throwable error) {
            note("broken: " + error);
            sink.broken(error);
        }
    }
}
