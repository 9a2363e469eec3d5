package io.exportcomments.campaign;

/** What can go wrong. */
public enum FaultKind {
    SLOW(Area.REQUESTS),
    NEVER_ANSWERED(Area.REQUESTS),
    RESET_BEFORE_TAKING(Area.REQUESTS),
    RESET_AFTER_TAKING(Area.REQUESTS),
    CLOSED_BEFORE_TAKING(Area.REQUESTS),
    CLOSED_AFTER_TAKING(Area.REQUESTS),
    CUT_BODY(Area.REQUESTS),
    GARBAGE(Area.REQUESTS),
    EMPTY_BODY(Area.REQUESTS),
    NO_CONTENT(Area.REQUESTS),
    SUCCESS_ONLY(Area.REQUESTS),
    LOGIN_PAGE(Area.REQUESTS),
    TOO_MANY_REQUESTS(Area.REQUESTS),
    SERVER_ERROR(Area.REQUESTS),
    REFUSED_BETWEEN(Area.REQUESTS),
    INTERIM_ANSWERS(Area.REQUESTS),
    CLOSED_AFTER_ANSWER(Area.REQUESTS),
    FIRST_PAGE_ONLY(Area.REQUESTS),
    LAST_PAGE_AGAIN(Area.REQUESTS),
    SMALL_PAGES(Area.REQUESTS),
    TINY_JOBS(Area.REQUESTS),
    PADDED(Area.REQUESTS),
    COMPRESSED(Area.REQUESTS),
    DRIPPING(Area.REQUESTS),
    DOWN(Area.SERVICE),
    CONNECTIONS_DROPPED(Area.SERVICE),
    RESTART(Area.SERVICE),
    RESTART_WITHOUT_STATE(Area.SERVICE),
    EVENTS_LOST(Area.SOCKETS),
    EVENTS_WITHHELD(Area.SOCKETS),
    EVENTS_DOUBLED(Area.SOCKETS),
    EVENTS_SHUFFLED(Area.SOCKETS),
    EVENTS_JOINED(Area.SOCKETS),
    EVENTS_LATE(Area.SOCKETS),
    TOKENS_EXPIRED(Area.SOCKETS),
    TOKENS_INVALID(Area.SOCKETS),
    TOKENS_SHORT(Area.SOCKETS),
    CLOSED_ON_OPEN(Area.SOCKETS),
    CLOSED_AFTER_CONNECT(Area.SOCKETS),
    RECOVERY_REFUSED(Area.SOCKETS),
    NO_SERVER_SUBSCRIPTIONS(Area.SOCKETS),
    CONNECTS_REFUSED(Area.SOCKETS),
    COMMANDS_FAIL(Area.SOCKETS),
    COMMANDS_IGNORED(Area.SOCKETS),
    PINGS_SLOW(Area.SOCKETS),
    SOCKETS_CUT(Area.SOCKETS),
    SOCKETS_HALF_OPEN(Area.SOCKETS),
    SOCKETS_CLOSED(Area.SOCKETS),
    SOCKETS_REFUSED(Area.SOCKETS),
    UNSUBSCRIBED(Area.SOCKETS),
    NOT_RECOVERABLE(Area.SOCKETS),
    SHORT_HISTORY(Area.SOCKETS),
    STRANGE_PUSHES(Area.SOCKETS),
    DELIVERIES_LOST(Area.WEBHOOKS),
    DELIVERIES_DOUBLED(Area.WEBHOOKS),
    DELIVERIES_SHUFFLED(Area.WEBHOOKS),
    DELIVERIES_LATE(Area.WEBHOOKS),
    DELIVERIES_FORGED(Area.WEBHOOKS),
    DELIVERIES_UNSIGNED(Area.WEBHOOKS),
    RECEIVER_RESTARTS(Area.WEBHOOKS),
    HANDLER_FAILS(Area.WEBHOOKS),
    CLOCK_JUMPS(Area.PROGRAM),
    ASLEEP(Area.PROGRAM);

    /** What it happens to. */
    public enum Area {
        /** Requests and their answers. */
        REQUESTS,
        /** The service as a whole, or all ways to it. */
        SERVICE,
        /** The realtime connection. */
        SOCKETS,
        /** Deliveries, and their receiver. */
        WEBHOOKS,
        /** The machine that the program runs on. */
        PROGRAM
    }

    private final Area area;

    FaultKind(Area area) {
        this.area = area;
    }

    Area area() {
        return area;
    }
}
