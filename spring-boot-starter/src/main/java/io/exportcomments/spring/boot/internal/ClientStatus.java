package io.exportcomments.spring.boot.internal;

import io.exportcomments.event.BreakerState;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.event.SourceState;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How the client's parts stood when they last said so. Thread-safe. */
public final class ClientStatus implements ClientListener {
    private final Map<String, SourceState> sources = new ConcurrentHashMap<>();
    private volatile @Nullable BreakerState breaker;

    @Override
    public void heard(ClientEvent event) {
        if (event instanceof ClientEvent.SourceChanged changed) {
            sources.put(changed.source(), changed.state());
        } else if (event instanceof ClientEvent.BreakerChanged changed) {
            breaker = changed.state();
        }
    }

    /** The update sources that said anything. */
    Map<String, SourceState> sources() {
        return new TreeMap<>(sources);
    }

    /** The circuit breaker, if there is one that said anything. */
    Optional<BreakerState> breaker() {
        return Optional.ofNullable(breaker);
    }
}
