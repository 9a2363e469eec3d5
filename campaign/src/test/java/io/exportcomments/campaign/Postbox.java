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
            settle();
        });
        world.later(within, () -> answer.tryFail(new TimeoutException("no answer within " + within)));
        return answer.future();
    }

    /** Waits, in real time, until the threads of the receiver have nothing to do. */
    void settle() {
        ThreadPoolExecutor threads = threads();
        long bound = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (threads.getCompletedTaskCount() < threads.getTaskCount()) {
            if (System.nanoTime() > bound) {
                throw new IllegalStateException("The receiver's threads are stuck");
            }
            Thread.onSpinWait();
        }
    }

    /** Looked up behind the receiver's back: nothing else tells when its threads are at rest. */
    private ThreadPoolExecutor threads() {
        return (ThreadPoolExecutor) field(field(field(receiver, "intake"), "keeping"), "pool");
    }

    private static Object field(Object owner, String name) {
        try {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        receiver.close();
    }
}
