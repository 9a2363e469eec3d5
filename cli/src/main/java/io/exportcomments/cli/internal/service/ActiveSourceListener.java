package io.exportcomments.cli.internal.service;

import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.job.JobUpdate;
import org.jspecify.annotations.Nullable;

/** Remembers the update source that the command's watch uses: each command watches one job. Thread-safe. */
public final class ActiveSourceListener implements ClientListener {
    private volatile @Nullable String name;

    @Override
    public void heard(ClientEvent event) {
        if (event instanceof ClientEvent.SourceTaken taken) {
            name = taken.to();
        }
    }

    /** The name of the active source; before there is one, the source of the update. */
    public String name(JobUpdate update) {
        String mine = name;
        return mine == null ? update.source() : mine;
    }
}
