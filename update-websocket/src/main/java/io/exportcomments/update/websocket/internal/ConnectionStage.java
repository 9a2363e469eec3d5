package io.exportcomments.update.websocket.internal;

import io.exportcomments.event.SourceState;

/** Where the one connection stands. */
enum ConnectionStage {
    /** Nobody follows a job, and there is no connection. */
    IDLE(SourceState.IDLE),
    /** A token is fetched, or a session begins. */
    CONNECTING(SourceState.CONNECTING),
    /** The server has accepted the session. */
    LIVE(SourceState.LIVE),
    /** There is no connection, and a time for the next attempt. */
    WAITING(SourceState.DOWN),
    /** There is no connection, and whoever follows a job gets an error for a while. */
    REFUSED(SourceState.BROKEN);

    private final SourceState state;

    ConnectionStage(SourceState state) {
        this.state = state;
    }

    /** What listeners hear of it. */
    SourceState state() {
        return state;
    }
}
