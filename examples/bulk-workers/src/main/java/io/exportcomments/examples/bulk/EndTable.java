package io.exportcomments.examples.bulk;

import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.job.JobGuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How each URL ended, beside what the service itself wrote down. */
final class EndTable {
    private final List<BulkItem> items;
    private final List<ServiceProgram.Line> jobs;

    EndTable(List<BulkItem> items, List<ServiceProgram.Line> jobs) {
        this.items = List.copyOf(items);
        this.jobs = List.copyOf(jobs);
    }

    void print() {
        System.out.printf("%n%-50s  %-8s  %s%n", "URL", "end", "job");
        for (BulkItem item : items) {
            String job = item.job().map(JobGuid::value).orElse("none");
            System.out.printf(
                    "%-50s  %-8s  %s%s%n",
                    item.request().url(),
                    item.state().label(),
                    job,
                    item.message().map(why -> "  (" + why + ")").orElse(""));
        }
        System.out.println();
    }

    /** What is wrong; nothing, if each URL has ended, and the service has created one job for it at most. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        Map<String, String> ofUrl = new HashMap<>();
        for (ServiceProgram.Line job : jobs) {
            String before = ofUrl.put(job.url(), job.guid());
            if (before != null) {
                faults.add(job.url() + " was exported twice: by the jobs " + before + " and " + job.guid());
            }
        }
        Set<String> owned = new HashSet<>();
        for (BulkItem item : items) {
            String url = item.request().url();
            if (!item.state().isEnd()) {
                faults.add(url + " has not ended");
            }
            item.job().map(JobGuid::value).ifPresent(job -> {
                owned.add(job);
                if (!job.equals(ofUrl.get(url))) {
                    faults.add(url + " has a job that the service did not create for it: " + job);
                }
            });
        }
        jobs.stream()
                .filter(job -> !owned.contains(job.guid()))
                .forEach(job -> faults.add("the job " + job.guid() + " of " + job.url() + " belongs to no item"));
        return faults;
    }
}
