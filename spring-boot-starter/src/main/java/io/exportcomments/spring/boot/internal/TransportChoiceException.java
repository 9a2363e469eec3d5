package io.exportcomments.spring.boot.internal;

import io.exportcomments.spring.boot.ExportCommentsProperties.TransportName;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** It can't be told which transport to use. */
public final class TransportChoiceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<TransportName> found;
    private final @Nullable TransportName wanted;

    public TransportChoiceException(Collection<TransportName> found, @Nullable TransportName wanted) {
        super("Of the transports " + found + (wanted == null ? " none is chosen" : " none is " + wanted));
        this.found = List.copyOf(found);
        this.wanted = wanted;
    }

    List<TransportName> found() {
        return found;
    }

    @Nullable TransportName wanted() {
        return wanted;
    }
}
