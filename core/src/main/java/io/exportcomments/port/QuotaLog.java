package io.exportcomments.port;

import io.exportcomments.annotation.Experimental;
import java.time.Duration;
import java.util.Map;

/**
 * An account's uses of its plan's limits, where all programs that share the account write them down. A use counts from
 * before its call is sent until a whole span after its answer, so that no window holds more than the limit, whenever
 * the service counts. A place counts from before its job is asked for until any of the programs hears of its end.
 *
 * <p>Methods block, on a database for example, and throw an unchecked exception if the log can't be reached: then
 * nothing may be sent. Thread-safe.
 */
@Experimental
public interface QuotaLog extends AutoCloseable {
    /** The ticket of a request that has none yet. */
    long NEW = 0;

    /** What is true now, as far as a program can know, of a {@link PlaceHolder}. */
    long NOW = Long.MAX_VALUE;

    /** The shortest time after which a request asks again. */
    Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    /**
     * The longest time after which a request asks again that waits for a place, since nobody knows when one is free:
     * the shortest for the first of its kind, and longer for those behind.
     */
    Duration LONGEST_WAIT = Duration.ofSeconds(15);

    /**
     * Takes the uses and places of a request if all of its limits have room and none of its kind came before it.
     * Otherwise the request keeps its turn in the queue, as long as it asks again in time: within a few seconds after
     * the wait that it was told.
     *
     * @param ticket {@link #NEW} at first, and then what the answer before said
     */
    QuotaAnswer ask(QuotaRequest request, long ticket);

    /**
     * The call of a ticket that was granted is over: from now on its uses count for one span more. The place that it
     * took is free, but for those of the jobs that the news tell of.
     *
     * @param counted how many uses of each limit the service counts; what is not named counts not at all
     */
    void settle(long ticket, Map<String, Integer> counted, PlaceNews news);

    /** The same without news of jobs. */
    default void settle(long ticket, Map<String, Integer> counted) {
        settle(ticket, counted, PlaceNews.NONE);
    }

    /**
     * Jobs were heard of.
     *
     * @param ticket the call of which nothing else will be heard, since its answer was lost: its uses count as long as
     *     it can still arrive, and its place is free or unsure, as the news say; {@link #NEW} if it is about no call
     */
    void heard(long ticket, PlaceNews news);

    /**
     * Gives up a ticket: its turn in the queue, or its uses and places, since nothing was sent. Doing so twice is fine.
     */
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
