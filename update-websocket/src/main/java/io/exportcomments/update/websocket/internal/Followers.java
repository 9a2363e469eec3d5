package io.exportcomments.update.websocket.internal;

import io.exportcomments.job.JobGuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All followed jobs of a source. Used in the executor's tasks only. */
final class Followers {
    private final Map<JobGuid, Follower> byGuid = new HashMap<>();

    void add(Follower follower) {
        byGuid.put(follower.guid(), follower);
    }

    /** Whether it was there. */
    boolean remove(Follower follower) {
        return byGuid.remove(follower.guid(), follower);
    }

    @Nullable Follower of(JobGuid guid) {
        return byGuid.get(guid);
    }

    boolean isEmpty() {
        return byGuid.isEmpty();
    }

    void forEach(Consumer<Follower> action) {
        byGuid.values().forEach(action);
    }

    /** Takes all of them out. */
    List<Follower> removeAll() {
        List<Follower> all = new ArrayList<>(byGuid.values());
        byGuid.clear();
        return all;
    }
}
