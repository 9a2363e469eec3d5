package io.exportcomments.update.polling;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.port.Observation;
import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSink;
import io.exportcomments.port.UpdateSource;
import io.exportcomments.port.UpdateSourceProvider;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/**
 * The contract with sources that each break one promise. They are no tests of their own, and so not in a class that is
 * named as one: {@link BrokenSourcesTest} runs them.
 */
final class SabotagedPolling {
    static volatile CountDownLatch testIsOver = new CountDownLatch(1);

    private SabotagedPolling() {}

    static final class LosesEnds extends PollingContractTest {
        @Override
        protected UpdateSourceProvider updates() {
            return context -> new Changed(context, sink -> new ChangedSink(sink) {
                @Override
                public void update(Observation observation) {
                    if (!observation.job().status().isTerminal()) {
                        super.update(observation);
                    }
                }
            });
        }
    }

    static final class LiveTooEarly extends PollingContractTest {
        @Override
        protected UpdateSourceProvider updates() {
            return context -> new Changed(context, ChangedSink::new) {
                @Override
                public Subscription follow(JobGuid guid, UpdateSink sink) {
                    sink.live();
                    context.timekeeper().schedule(Duration.ofSeconds(30), () -> super.follow(guid, sink));
                    return () -> {};
                }
            };
        }
    }

    static final class LosesProgress extends PollingContractTest {
        @Override
        protected UpdateSourceProvider updates() {
            return context -> new Changed(context, sink -> new ChangedSink(sink) {
                @Override
                public void update(Observation observation) {
                    if (observation.job().status().isTerminal()) {
                        super.update(observation);
                    }
                }
            });
        }
    }

    static final class GivesUpInTrouble extends PollingContractTest {
        @Override
        protected UpdateSourceProvider updates() {
            return context -> new Changed(context, sink -> new ChangedSink(sink) {
                @Override
                public void gap(Throwable cause) {
                    broken(cause);
                }
            });
        }
    }

    static final class GoesOnWhenCancelled extends PollingContractTest {
        @Override
        protected UpdateSourceProvider updates() {
            return context -> new Changed(context, ChangedSink::new) {
                @Override
                public Subscription follow(JobGuid guid, UpdateSink sink) {
                    super.follow(guid, sink);
                    return () -> {};
                }
            };
        }
    }

    static final class LeavesAThread extends PollingContractTest {
        @Override
        protected UpdateSourceProvider updates() {
            return context -> {
                Thread thread = new Thread(LeavesAThread::waitForTheTestsEnd, "exportcomments-leaked");
                thread.setDaemon(true);
                thread.start();
                return new Changed(context, ChangedSink::new);
            };
        }

        private static void waitForTheTestsEnd() {
            try {
                testIsOver.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static final class AsksForEachJob extends PollingContractTest {
        @Override
        protected UpdateSourceProvider updates() {
            return context -> new Changed(context, ChangedSink::new) {
                @Override
                public Subscription follow(JobGuid guid, UpdateSink sink) {
                    sink.live();
                    ask(guid, sink);
                    return () -> {};
                }

                private void ask(JobGuid guid, UpdateSink sink) {
                    context.transport().get(guid).thenAccept(job -> sink.update(Observation.state(job)));
                    context.timekeeper().schedule(Duration.ofMinutes(1), () -> ask(guid, sink));
                }
            };
        }
    }

    static final class OverlooksStops extends PollingContractTest {
        @Override
        protected UpdateSourceProvider updates() {
            return context -> new Changed(context, sink -> new ChangedSink(sink) {
                @Override
                public void update(Observation observation) {
                    if (observation.job().status() != JobStatus.STOPPED) {
                        super.update(observation);
                    }
                }
            });
        }
    }

    /** Polling, with something changed about it. */
    private static class Changed implements UpdateSource {
        private final UpdateSource polling;
        private final UnaryOperator<UpdateSink> change;

        Changed(UpdateContext context, UnaryOperator<UpdateSink> change) {
            this.polling = PollingUpdates.create().open(context);
            this.change = change;
        }

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Subscription follow(JobGuid guid, UpdateSink sink) {
            return polling.follow(guid, change.apply(sink));
        }

        @Override
        public void close() {
            polling.close();
        }
    }

    private static class ChangedSink implements UpdateSink {
        private final UpdateSink sink;

        ChangedSink(UpdateSink sink) {
            this.sink = sink;
        }

        @Override
        public void live() {
            sink.live();
        }

        @Override
        public void update(Observation observation) {
            sink.update(observation);
        }

        @Override
        public void gap(Throwable cause) {
            sink.gap(cause);
        }

        @Override
        public void broken(Throwable error) {
            sink.broken(error);
        }
    }
}
