package io.exportcomments.transport.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stream of a Vert.x program over a publisher of core. */
@Timeout(20)
class PublishedStreamTest {
    private static final Vertx VERTX = Vertx.vertx();

    private final Context context = VERTX.getOrCreateContext();
    private final Source source = new Source();
    private final PublishedStream<String> stream = new PublishedStream<>(source, context);
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void nothingIsAskedForBeforeThereIsAHandler() {
        stream.endHandler(end -> heard.add("end")).exceptionHandler(e -> heard.add("error"));

        assertThat(source.subscriber).isNotDone();

        stream.handler(heard::add);
        assertThat(source.requested.get()).isEqualTo(1);
    }

    @Test
    void valuesComeOneAtATimeOnTheContextThenTheEnd() throws InterruptedException {
        stream.endHandler(end -> heard.add("end"));
        stream.handler(value -> heard.add(value + " " + (Vertx.currentContext() == context)));

        source.publish("a");
        assertThat(next()).isEqualTo("a true");
        source.awaitRequested(2);
        source.publish("b");
        source.complete();

        assertThat(next()).isEqualTo("b true");
        assertThat(next()).isEqualTo("end");
    }

    @Test
    void aPausedStreamAsksForNothingAndHoldsWhatWasOnItsWay() throws InterruptedException {
        stream.endHandler(end -> heard.add("end"));
        stream.handler(heard::add);
        stream.pause();
        source.publish("a");
        source.complete();
        onContext();
        onContext();

        assertThat(heard).isEmpty();
        stream.fetch(1);

        assertThat(next()).isEqualTo("a");
        assertThat(next()).isEqualTo("end");
        assertThat(source.requested.get()).isEqualTo(1);
    }

    @Test
    void noMoreIsAskedForThanIsFetched() throws InterruptedException {
        stream.pause();
        stream.handler(heard::add);
        onContext();
        assertThat(source.requested.get()).isZero();

        stream.fetch(2);
        for (int i = 1; i <= 2; i++) {
            source.awaitRequested(i);
            source.publish("v" + i);
            assertThat(next()).isEqualTo("v" + i);
        }
        onContext();

        assertThat(source.requested.get()).isEqualTo(2);
        stream.resume();
        source.awaitRequested(3);
    }

    @Test
    void aFailureGoesToItsHandler() throws InterruptedException {
        stream.exceptionHandler(e -> heard.add(e.getMessage()));
        stream.handler(heard::add);

        source.fail(new IllegalStateException("broken"));

        assertThat(next()).isEqualTo("broken");
    }

    @Test
    void aHandlerThatThrowsHearsTheNextValue() throws InterruptedException {
        CompletableFuture<Throwable> reported = new CompletableFuture<>();
        context.exceptionHandler(reported::complete);
        stream.handler(value -> {
            heard.add(value);
            throw new IllegalArgumentException(value);
        });

        source.publish("a");
        assertThat(next()).isEqualTo("a");
        source.awaitRequested(2);
        source.publish("b");

        assertThat(next()).isEqualTo("b");
        assertThat(reported.orTimeout(10, TimeUnit.SECONDS).join()).hasMessage("a");
    }

    @Test
    void takingTheHandlerAwayLeavesTheStream() throws InterruptedException {
        stream.endHandler(end -> heard.add("end"));
        stream.handler(heard::add);

        stream.handler(null);
        source.publish("a");
        source.complete();
        onContext();

        assertThat(source.cancelled).isTrue();
        assertThat(heard).isEmpty();
    }

    @Test
    void aStreamThatIsLeftBeforeItBeganStaysSilent() throws InterruptedException {
        stream.cancel();
        stream.cancel();
        stream.handler(heard::add);
        onContext();

        assertThat(source.cancelled).isTrue();
        assertThat(source.requested.get()).isZero();
    }

    private String next() throws InterruptedException {
        String value = heard.poll(10, TimeUnit.SECONDS);
        assertThat(value).as("a value in time").isNotNull();
        return value;
    }

    /** Waits until the context has done what it had to do so far. */
    private void onContext() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        context.runOnContext(nothing -> done.countDown());
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static final class Source implements Flow.Publisher<String> {
        private final CompletableFuture<Flow.Subscriber<? super String>> subscriber = new CompletableFuture<>();
        private final AtomicLong requested = new AtomicLong();
        private final AtomicBoolean cancelled = new AtomicBoolean();

        @Override
        public void subscribe(Flow.Subscriber<? super String> newSubscriber) {
            newSubscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    requested.addAndGet(n);
                }

                @Override
                public void cancel() {
                    cancelled.set(true);
                }
            });
            subscriber.complete(newSubscriber);
        }

        void publish(String value) {
            subscriber.join().onNext(value);
        }

        void complete() {
            List.of(subscriber.join()).forEach(Flow.Subscriber::onComplete);
        }

        void fail(Throwable failure) {
            subscriber.join().onError(failure);
        }

        void awaitRequested(long count) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (requested.get() < count) {
                assertThat(System.nanoTime()).as(count + " requested").isLessThan(end);
                Thread.onSpinWait();
            }
        }
    }
}
