package io.exportcomments.cli.internal.service;

import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.update.polling.PollingUpdates;
import io.exportcomments.update.websocket.WebSocketUpdates;
import java.util.List;
import java.util.Locale;

/** The ways in which the command can follow a job. */
public enum UpdatesChoice {
    /** WebSocket, and polling while that is unavailable. */
    AUTO,
    /** WebSocket only. */
    WEBSOCKET,
    /** Polling only. */
    POLLING;

    /** The sources, in order of preference. */
    List<UpdateSourceProvider> sources(PollingUpdates polling) {
        return switch (this) {
            case AUTO -> List.of(WebSocketUpdates.create(), polling);
            case WEBSOCKET -> List.of(WebSocketUpdates.create());
            case POLLING -> List.of(polling);
        };
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
