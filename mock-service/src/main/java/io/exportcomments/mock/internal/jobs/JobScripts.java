package io.exportcomments.mock.internal.jobs;

import io.exportcomments.mock.job.JobScript;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Which script a URL runs by: the one added last whose condition it fulfils. */
public final class JobScripts {

    private record Page(Predicate<String> condition, JobScript script) {}

    private final List<Page> pages = new CopyOnWriteArrayList<>();
    private volatile JobScript otherwise = JobScript.realistic();

    /** A book with the same pages, which goes its own way. */
    public JobScripts copy() {
        JobScripts copy = new JobScripts();
        copy.pages.addAll(pages);
        copy.otherwise = otherwise;
        return copy;
    }

    /** Adds a script for the URLs that fulfil a condition. */
    public void add(Predicate<String> condition, JobScript script) {
        pages.add(0, new Page(condition, script));
    }

    /** Sets the script of all other URLs. */
    public void otherwise(JobScript script) {
        otherwise = script;
    }

    JobScript of(String url) {
        for (Page page : pages) {
            if (page.condition.test(url)) {
                return page.script;
            }
        }
        return otherwise;
    }
}
