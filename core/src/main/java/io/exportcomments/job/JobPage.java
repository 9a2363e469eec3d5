package io.exportcomments.job;

import java.util.List;
import java.util.OptionalLong;

/**
 * One page of the account's jobs, newest first.
 *
 * @param jobs the jobs of this page
 * @param page this page's number, from 1
 * @param limit how many jobs a full page has, 1 or more: what was asked for, or what the service says it gave
 * @param total how many jobs there are in all, where the service says so
 */
public record JobPage(List<Job> jobs, int page, int limit, OptionalLong total) {
    /**
     * @throws IllegalArgumentException if the page or the limit is less than 1
     */
    public JobPage {
        jobs = List.copyOf(jobs);
        if (page < 1 || limit < 1) {
            throw new IllegalArgumentException("Pages and limits start at 1: page " + page + ", limit " + limit);
        }
    }

    /**
     * Whether there is certainly no page behind this one: it is empty, or pages of its size up to it hold all the jobs
     * that there are. A page with fewer jobs than its limit need not be the last, as the service may give smaller pages
     * than it was asked for; what a page behind it brings tells.
     */
    public boolean isLast() {
        return jobs.isEmpty() || (total.isPresent() && (long) page * jobs.size() >= total.getAsLong());
    }
}
