package io.exportcomments.examples.spring;

import io.exportcomments.ExportComments;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * All jobs of the account as they are now, and the browsers that look at them. A job that runs is watched once, however
 * many look.
 *
 * <p>As a lifecycle it ends first, so that no browser's stream holds up the end of the web server. Thread-safe.
 */
@Component
final class JobBoard implements SmartLifecycle {
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 10;
    private static final int MOST_VIEWERS = 100;

    private final ExportComments client;
    private final Duration refreshEvery;
    private final ExecutorService threads = Executors.newCachedThreadPool(JobBoard::thread);
    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();

    /** Guards what is below. Jobs are in the order of their creation. */
    private final Object lock = new Object();

    private final Map<JobGuid, JobView> jobs = new LinkedHashMap<>();
    private final Set<JobGuid> followed = new HashSet<>();
    private boolean loaded;
    private @Nullable String trouble;

    /** For {@link #refresh} alone, which runs once at a time. */
    private long nextRefresh = System.nanoTime();

    private volatile boolean running;

    JobBoard(ExportComments client, DashboardProperties settings) {
        this.client = client;
        this.refreshEvery = settings.refresh();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "dashboard-viewer");
        thread.setDaemon(true);
        return thread;
    }

    // ---- browsers ----

    /** The stream for one more browser: all jobs as they are, then what changes. */
    SseEmitter open() {
        SseEmitter emitter = new SseEmitter(0L);
        Viewer viewer = new Viewer(emitter, threads, this::newest);
        emitter.onCompletion(() -> viewers.remove(viewer));
        emitter.onTimeout(emitter::complete);
        emitter.onError(gone -> viewers.remove(viewer));
        BoardChange everything;
        synchronized (lock) {
            if (!running || viewers.size() >= MOST_VIEWERS) {
                throw new ResponseStatusException(
                        HttpStatus.SERVICE_UNAVAILABLE, "No more browsers can look at the moment.");
            }
            viewers.add(viewer);
            everything = new BoardChange(true, loaded, trouble, List.copyOf(jobs.values()));
        }
        viewer.begin(everything);
        return emitter;
    }

    private BoardChange newest(Set<JobGuid> guids) {
        synchronized (lock) {
            List<JobView> found =
                    guids.stream().map(jobs::get).filter(Objects::nonNull).toList();
            return new BoardChange(false, loaded, trouble, found);
        }
    }

    private void tell(Collection<JobGuid> guids) {
        viewers.forEach(viewer -> viewer.tell(guids));
    }

    /** Lets every browser know that this program is still there, and notices those that are not. */
    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void beat() {
        tell(List.of());
    }

    // ---- jobs ----

    /**
     * Takes what the service answered about a job that was created, retried or stopped here, and follows it to its end.
     */
    JobView answered(Job job) {
        JobView view = JobView.of(job);
        boolean watched;
        synchronized (lock) {
            watched = followed.contains(job.guid());
        }
        if (!watched) {
            show(view);
            if (!job.status().isTerminal()) {
                follow(job.guid());
            }
        }
        return view;
    }

    private void show(JobView view) {
        synchronized (lock) {
            jobs.put(view.id(), view);
        }
        tell(List.of(view.id()));
    }

    private void follow(JobGuid guid) {
        synchronized (lock) {
            if (!followed.add(guid)) {
                return;
            }
        }
        client.job(guid).async().onUpdate(this::updated, () -> {}, error -> lost(guid, error));
    }

    private void updated(JobUpdate update) {
        if (update.isTerminal()) {
            leave(update.job().guid());
        }
        show(JobView.of(update));
    }

    /** A watch ended before its job did. The next reading of the list begins another. */
    private void lost(JobGuid guid, Throwable error) {
        leave(guid);
        JobView known;
        synchronized (lock) {
            known = jobs.get(guid);
        }
        if (known != null) {
            show(known.withTrouble(ErrorMessage.of(error).words()));
        }
    }

    private void leave(JobGuid guid) {
        synchronized (lock) {
            followed.remove(guid);
        }
    }

    // ---- the account's list ----

    /** Reads the list at the start, and again and again while somebody looks: other programs create jobs too. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void refresh() {
        if (!running || (loaded() && viewers.isEmpty()) || System.nanoTime() - nextRefresh < 0) {
            return;
        }
        nextRefresh = System.nanoTime() + refreshEvery.toNanos();
        try {
            List<Job> oldestFirst = new ArrayList<>(readNew());
            Collections.reverse(oldestFirst);
            oldestFirst.forEach(this::listed);
            standing(null);
        } catch (ExportCommentsException e) {
            standing(ErrorMessage.of(e).words());
        }
    }

    /** The newest jobs, page by page, until a page holds none that is new here. */
    private List<Job> readNew() {
        List<Job> found = new ArrayList<>();
        for (int number = 1; number <= MOST_PAGES; number++) {
            JobPage page = client.list(number, PAGE);
            found.addAll(page.jobs());
            if (page.isLast() || page.jobs().stream().noneMatch(job -> find(job.guid()) == null)) {
                break;
            }
        }
        return found;
    }

    /** A listed job may be older than what a watch said: what is watched, or over for good, is left as it is. */
    private void listed(Job job) {
        JobView known = find(job.guid());
        if (known != null && known.isFinal()) {
            return;
        }
        JobView view = JobView.of(job);
        boolean watched;
        synchronized (lock) {
            watched = followed.contains(job.guid());
        }
        if (!watched && !view.equals(known)) {
            show(view);
        }
        if (!job.status().isTerminal()) {
            follow(job.guid());
        }
    }

    private @Nullable JobView find(JobGuid guid) {
        synchronized (lock) {
            return jobs.get(guid);
        }
    }

    private boolean loaded() {
        synchronized (lock) {
            return loaded;
        }
    }

    private void standing(@Nullable String words) {
        synchronized (lock) {
            loaded |= words == null;
            trouble = words;
        }
        tell(List.of());
    }

    // ---- the program's begin and end ----

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        synchronized (lock) {
            running = false;
        }
        viewers.forEach(Viewer::end);
        threads.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
