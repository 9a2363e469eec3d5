package io.exportcomments.internal.list;

import io.exportcomments.error.NotFoundException;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobPage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;

/** All jobs one after the other; a page is read when its first job is asked for. For one thread. */
public final class PageIterator implements Iterator<Job> {
    private final PageCursor cursor;
    private final BiFunction<Integer, Integer, JobPage> pages;
    private final Deque<Job> ready = new ArrayDeque<>();

    /**
     * @param pages reads a page by its number and how many jobs to ask for, and may block and throw
     * @param pageSize how many jobs to ask for on a page
     */
    public PageIterator(BiFunction<Integer, Integer, JobPage> pages, int pageSize) {
        this.pages = pages;
        this.cursor = new PageCursor(pageSize);
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && !cursor.isOver()) {
            readPage();
        }
        return !ready.isEmpty();
    }

    private void readPage() {
        JobPage page;
        try {
            page = pages.apply(cursor.nextPage(), cursor.limit());
        } catch (NotFoundException e) {
            if (!cursor.endsWith(e)) {
                throw e;
            }
            return;
        }
        ready.addAll(cursor.take(page));
    }

    @Override
    public Job next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more jobs");
        }
        return ready.remove();
    }
}
