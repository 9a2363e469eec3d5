package io.exportcomments.campaign;

import io.exportcomments.campaign.Schedule.Store;
import io.exportcomments.job.JobEvent;
import io.exportcomments.mock.internal.webhook.DeliverySender;
import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSource;
import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.WebhookUpdates;
import io.exportcomments.update.webhook.delivery.InMemoryDeliveryStore;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import io.exportcomments.update.webhook.delivery.WebhookVerifier;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.lang.reflect.Field;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The program's webhook: takes the service's deliveries in virtual time. */
final class Postbox implements DeliverySender, UpdateSourceProvider, AutoCloseable {
    static final String SECRET = "whsec_of_the_campaign";

    private final World world;
    private final WebhookReceiver receiver;
    private final Map<String, Integer> handled = new LinkedHashMap<>();
    private int unsignedTaken;
    private int failing;
    private int handling;

    Postbox(World world, Store store) {
        this.world = world;
        WebhookReceiver.Builder builder = WebhookReceiver.builder()
                .secret(WebhookSecret.of(SECRET))
                .timekeeper(world.webhook())
                .executor(this::onThread)
                .store(InMemoryDeliveryStore.create(store == Store.SMALL ? 2 : 10_000))
                .listener(event -> world.heard(event.toString()))
                .handler(this::handle);
        if (store == Store.UNTIL_HANDLED) {
            builder.answerWhenHandled();
        }
        receiver = builder.build();
        keepHere();
    }

    @Override
    public UpdateSource open(UpdateContext context) {
        return WebhookUpdates.from(receiver).open(context);
    }

    private synchronized void handle(JobEvent event) {
        if (failing > 0) {
            failing--;
            throw new IllegalStateException("The handler fails, as it was told to");
        }
        event.messageId().ifPresent(id -> handled.merge(id, 1, Integer::sum));
    }

    /** How often each message was handled, without failing. */
    synchronized Map<String, Integer> handled() {
        return new LinkedHashMap<>(handled);
    }

    /** How many deliveries without a signature were taken. */
    int unsignedTaken() {
        return unsignedTaken;
    }

    private synchronized void onThread(Runnable task) {
        handling++;
        world.callbacks().execute(() -> {
            try {
                task.run();
            } finally {
                left();
            }
        });
    }

    private synchronized void left() {
        handling--;
    }

    /** Whether nothing is being handled: closing would wait for it, in real time. */
    synchronized boolean isIdle() {
        return handling == 0;
    }

    /** The next so many runs of the handler fail. */
    void fail(int next) {
        failing = next;
    }

    /** Closes the receiver; what it took before is lost with its memory, as the program was. */
    void shut() {
        receiver.close();
    }

    void reopen() {
        receiver.reopen();
        keepHere();
    }

    @Override
    public Future<Integer> post(URI url, Map<String, String> headers, Buffer body, Duration within) {
        Promise<Integer> answer = Promise.promise();
        world.later(world.latency(), () -> {
            String signature = headers.get(WebhookVerifier.HEADER);
            receiver.receive(signature == null ? List.of() : List.of(signature), body.getBytes())
                    .thenAccept(said -> {
                        unsignedTaken += signature == null && said.status() == 200 ? 1 : 0;
                        world.later(world.latency(), () -> answer.tryComplete(said.status()));
                    });
        });
        world.later(within, () -> answer.tryFail(new TimeoutException("no answer within " + within)));
        return answer.future();
    }

    /**
     * Has the receiver keep deliveries where it is called, in place of on threads of its own: nothing else tells when
     * these are at rest.
     */
    private void keepHere() {
        Object keeping = field(field(field(receiver, "current"), "intake"), "keeping");
        ThreadPoolExecutor begun = (ThreadPoolExecutor) field(keeping, "pool");
        begun.shutdown();
        try {
            if (!begun.awaitTermination(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The receiver's threads are stuck");
            }
            accessible(keeping, "pool").set(keeping, new CallerRuns());
        } catch (InterruptedException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object field(Object owner, String name) {
        try {
            return accessible(owner, name).get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field accessible(Object owner, String name) {
        try {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        receiver.close();
    }
    /** A pool without threads. */
    private static final class CallerRuns extends ThreadPoolExecutor {
        CallerRuns() {
            super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }

        @Override
        public void execute(Runnable task) {
            if (isShutdown()) {
                throw new RejectedExecutionException("The receiver is closed");
            }
            task.run();
        }
    }
}
