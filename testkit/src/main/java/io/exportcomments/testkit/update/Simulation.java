package io.exportcomments.testkit.update;

import io.exportcomments.ExportComments;
import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.event.ClientListener;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client and the mock service, over real sockets, in one virtual time: hours of following jobs are over in a second,
 * and come out the same each time.
 *
 * <p>Time stands still until {@link #pass} lets it. It then goes from one thing that is due to the next, on the
 * client's side or the service's, and never while a request is under way or the program is being called: as if the
 * network and the program took no time at all. For the thread of one test.
 */
public final class Simulation implements AutoCloseable {

    private final ManualClock clock = MockClock.manual();
    private final VirtualTimekeeper time;
    private final MockService mock;
    private final CallsUnderWay underWay = new CallsUnderWay();
    private final ExecutorService callbacks;
    private final ExportComments client;
    private final TimeSteps steps;
    private final OtherProgram another;
    private final Instant start;

    private Simulation(Builder setup) {
        start = clock.now();
        time = new VirtualTimekeeper(start, setup.seed);
        mock = MockService.builder()
                .clock(clock)
                .plan(setup.mockPlan())
                .seed(setup.seed)
                .start();
        another = new OtherProgram(mock, HttpClient.newHttpClient());
        setup.prepared.accept(mock);
        steps = new TimeSteps(clock, time, mock, underWay, setup.settled);
        callbacks = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "simulated-program");
            thread.setDaemon(true);
            return thread;
        });
        client = client(setup);
    }

    private ExportComments client(Builder setup) {
        ExportCommentsBuilder builder = ExportComments.builder()
                .baseUrl(mock.baseUrl())
                .token(mock.token())
                .transport(setup.transport)
                .plan(setup.plan)
                .timeouts(setup.timeouts)
                .timekeeper(time);
        setup.interceptors.forEach(interceptor -> builder.interceptor(interceptor.apply(time)));
        builder.interceptor(underWay);
        if (!setup.ownCallbackThreads) {
            builder.callbackExecutor(underWay.counting(callbacks));
        }
        setup.sources.forEach(builder::updates);
        return builder.listener(setup.listener).build();
    }

    /** A builder with the defaults: the Premium plan, on both sides. */
    public static Builder builder(TransportProvider transport) {
        return new Builder(transport);
    }

    /** The service. */
    public MockService mock() {
        return mock;
    }

    /** The client's time. */
    public VirtualTimekeeper time() {
        return time;
    }

    /** How much time has passed since the beginning. */
    public Duration elapsed() {
        return Duration.between(start, time.now());
    }

    // The service's jobs

    /** Puts a job there that takes this course from now on, whatever the plan's places. */
    public JobGuid seed(JobScript course) {
        return seed(course, Duration.ZERO);
    }

    /** Puts a job there that began its course so long ago. */
    public JobGuid seed(JobScript course, Duration age) {
        MockJob job = mock.jobs()
                .seed(SeedJob.of("https://www.youtube.com/watch?v=dQw4w9WgXcQ")
                        .script(course)
                        .age(age));
        return JobGuid.of(job.guid().toString());
    }

    /** A job as the service has it. */
    public MockJob job(JobGuid guid) {
        return mock.jobs()
                .find(UUID.fromString(guid.value()))
                .orElseThrow(() -> new AssertionError("The mock has no job " + guid));
    }

    /** Another program of the account stops a job. */
    public void stopElsewhere(JobGuid guid) {
        another.patch(guid, "stop");
    }

    /** Another program of the account retries a job. */
    public void retryElsewhere(JobGuid guid) {
        another.patch(guid, "retry");
    }

    // The program

    /** The program begins to watch a job. */
    public Watched watch(JobGuid guid) {
        Watched watched = new Watched(guid);
        watch(watched);
        return watched;
    }

    /** The program begins to watch a job, with a subscriber of its own. */
    public void watch(Watched watched) {
        client.watch(watched.guid()).subscribe(watched);
    }

    /** The program's client. */
    public ExportComments client() {
        return client;
    }

    // Time

    /** Lets time pass for the client and the service. */
    public void pass(Duration amount) {
        passUntil(() -> false, amount);
    }

    /** Lets time pass until something is so, at most for so long; says whether it is so. */
    public boolean passUntil(BooleanSupplier condition, Duration bound) {
        return steps.passUntil(condition, bound);
    }

    /** Lets time pass until the service is asked for this for the first time; it may still be at its answer then. */
    public void passUntilAsked(MockOperation operation, Duration bound) {
        steps.passUntilAsked(operation, bound);
    }

    /** Waits, in real time, until nothing is under way any more; no time passes. */
    public void settle() {
        steps.settle();
    }

    /** Closes the client and then the service. */
    @Override
    public void close() {
        client.close();
        mock.close();
        callbacks.shutdown();
    }

    /** Sets a simulation up. */
    public static final class Builder {
        private final TransportProvider transport;
        private final List<UpdateSourceProvider> sources = new ArrayList<>();
        private final List<Function<VirtualTimekeeper, TransportInterceptor>> interceptors = new ArrayList<>();
        private Plan plan = Plan.PREMIUM;
        private @Nullable ServicePlan enforced;
        private Timeouts timeouts = Timeouts.DEFAULT;
        private long seed = 1;
        private boolean ownCallbackThreads;
        private ClientListener listener = ClientListener.NONE;
        private Runnable settled = () -> {};
        private Consumer<MockService> prepared = started -> {};

        private Builder(TransportProvider transport) {
            this.transport = transport;
        }

        /** One more update source, less preferred than those before. */
        public Builder updates(UpdateSourceProvider source) {
            sources.add(source);
            return this;
        }

        /** The plan that the client reckons with and the service enforces. */
        public Builder plan(Plan value) {
            plan = value;
            return this;
        }

        /** All that the service enforces; by default the requests a minute of the client's plan, and nothing else. */
        public Builder enforce(ServicePlan value) {
            enforced = value;
            return this;
        }

        /**
         * One more interceptor, inside of those before, in the client's time; what it holds back takes virtual time.
         */
        public Builder interceptor(Function<VirtualTimekeeper, TransportInterceptor> interceptor) {
            interceptors.add(interceptor);
            return this;
        }

        /** Hears of what the client does. */
        public Builder listener(ClientListener value) {
            listener = value;
            return this;
        }

        /** How long things may take for the client. */
        public Builder timeouts(Timeouts value) {
            timeouts = value;
            return this;
        }

        /** What all chance depends on. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * Lets the client call the program on threads of its own, as it does by default: for listeners that block.
         * Calls to the program are then not waited for.
         */
        public Builder ownCallbackThreads() {
            ownCallbackThreads = true;
            return this;
        }

        /** Is told of the service before the client is opened: for sources that have to be known to it. */
        public Builder prepare(Consumer<MockService> preparation) {
            prepared = preparation;
            return this;
        }

        /** Waits, in real time, for what the service pushed: run whenever time is about to pass. */
        public Builder whenSettled(Runnable wait) {
            settled = wait;
            return this;
        }

        private ServicePlan mockPlan() {
            return enforced != null
                    ? enforced
                    : ServicePlan.unlimited().withRequestsPerMinute(plan.requestsPerMinute());
        }

        /** Starts the service and opens the client. */
        public Simulation start() {
            return new Simulation(this);
        }
    }
}
