package io.exportcomments.mock.realtime;

import java.util.List;

/** One open socket of the realtime connection. Safe for use by many threads. */
public interface RealtimeConnection {

    /** Counts the mock's sockets from 1, in order of opening. */
    long number();

    /** Whether its connect command was accepted. */
    boolean connected();

    /** What it is subscribed to now, by its token or by itself, in order of subscription. */
    List<String> channels();

    /** Whether it speaks protobuf; otherwise JSON. */
    boolean protobuf();

    /** Whether it was made half-open. */
    boolean frozen();

    /**
     * Subscribes it to a channel from the server's side, whatever its token says, and pushes it where the channel
     * stands; nothing happens when it is subscribed already.
     */
    void subscribe(String channel);

    /**
     * Ends a subscription from the server's side, and pushes it why; nothing happens when it is not subscribed.
     *
     * @param code below 2500 for good, from there on the client may subscribe again
     */
    void unsubscribe(String channel, int code, String reason);

    /**
     * Pushes anything, such as {@code {"message":{"data":1}}},
     * {@code {"disconnect":{"code":3503,"reason":"force disconnect"}}} or {@code
     * {"refresh":{"expires":true,"ttl":60}}}.
     *
     * @param json what stands under {@code push}
     * @throws IllegalStateException when the socket speaks protobuf, and a field has no number in it
     */
    void push(String json);

    /**
     * Closes it as the service does, with a closing frame.
     *
     * @param code such as 3001; 3500 to 3999 and 4500 to 4999 tell the client not to come back
     * @param reason plain text of at most 123 bytes
     */
    void close(int code, String reason);

    /** Resets its TCP connection (RST), without a closing frame. */
    void cut();

    /** Makes it half-open for good: TCP stays, but nothing is read, sent or answered any more, and no timer runs. */
    void freeze();
}
