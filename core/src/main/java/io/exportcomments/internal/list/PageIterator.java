package io.exportcomments.internal.list;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobPage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;

/** All jobs one after the other; a page is read when its first job is asked for. For one thread. */
public final class PageIterator implements Iterator<Job> {
    private final PageCursor cursor = new PageCursor();
    private final IntFunction<JobPage> pages;
    private final Deque<Job> ready = new ArrayDeque<>();

    /**
     * @param pages reads a page by its number, and may block and throw
     */
    public PageIterator(IntFunction<JobPage> pages) {
        this.pages = pages;
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && !cursor.isOver()) {
            ready.addAll(cursor.take(pages.apply(cursor.nextPage())));
        }
        return !ready.isEmpty();
    }

    @Override
    public Job next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more jobs");
        }
        return ready.remove();
    }
}
