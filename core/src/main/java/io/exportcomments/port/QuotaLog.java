package io.exportcomments.port;

import io.exportcomments.annotation.Experimental;
import java.time.Duration;
import java.util.Map;

/**
 * An account's uses of its plan's limits, where all programs that share the account write them down. A use counts from
 * before its call is sent until a whole span after its answer, so that no window holds more than the limit, whenever
 * the service counts.
 *
 * <p>Methods block, on a database for example, and throw an unchecked exception if the log can't be reached: then
 * nothing may be sent. Thread-safe.
 */
@Experimental
public interface QuotaLog extends AutoCloseable {
    /** The ticket of a request that has none yet. */
    long NEW = 0;

    /** The shortest time after which a request asks again. */
    Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    /**
     * Takes the uses of a request if all of its limits have room and none of its kind came before it. Otherwise the
     * request keeps its place in the queue, as long as it asks again in time: within a few seconds after the wait that
     * it was told.
     *
     * @param ticket {@link #NEW} at first, and then what the answer before said
     */
    QuotaAnswer ask(QuotaRequest request, long ticket);

    /**
     * The call of a ticket that was granted is over: from now on its uses count for one span more.
     *
     * @param counted how many uses of each limit the service counts; what is not named counts not at all
     */
    void settle(long ticket, Map<String, Integer> counted);

    /** Gives up a ticket: its place in the queue, or its uses, since nothing was sent. Doing so twice is fine. */
    void leave(long ticket);

    /**
     * The service refused a call: the limit has no room for so long, whoever asks.
     *
     * @param pause more than zero
     */
    void pause(String limit, Duration pause);

    /** Frees what the log opened itself; uses that were taken go on counting. Closing twice is fine. */
    @Override
    void close();
}
