package io.exportcomments.cli.internal.service;

import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.job.JobUpdate;
import org.jspecify.annotations.Nullable;

/** Knows which update source the watch of the command lives on: each command watches one job. Thread-safe. */
public final class SourceInUse implements ClientListener {
    private volatile @Nullable String name;

    @Override
    public void heard(ClientEvent event) {
        if (event instanceof ClientEvent.SourceTaken taken) {
            name = taken.to();
        }
    }

    /** Its name; before there is any, where the update is from. */
    public String name(JobUpdate update) {
        String mine = name;
        return mine == null ? update.source() : mine;
    }
}
