package io.exportcomments.bulk.internal;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.RejectedUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What became of each URL of a batch that was taken.
 *
 * @param created the job of each URL that certainly has one
 * @param rejected the URLs that have none, and what the service said of them
 * @param unnamed the URLs of which the service said nothing: not created, as far as its answer tells
 * @param unclear the URLs that have a job, of which it can't be told which it is
 */
record BatchMatch(
        Map<String, JobGuid> created, Map<String, RejectedUrl> rejected, Set<String> unnamed, Set<String> unclear) {

    /**
     * Matches by the URLs, as the order of the service's answers says nothing.
     *
     * @param urls those of the batch
     * @param jobs the jobs of the batch, as far as they could be read
     * @param guids all of its jobs
     */
    static BatchMatch of(List<String> urls, List<RejectedUrl> said, List<Job> jobs, List<JobGuid> guids) {
        Set<String> open = new LinkedHashSet<>(urls);
        Map<String, RejectedUrl> rejected = new HashMap<>();
        List<RejectedUrl> ofNone = new ArrayList<>();
        for (RejectedUrl url : said) {
            url.url()
                    .filter(open::contains)
                    .ifPresentOrElse(named -> rejected.putIfAbsent(named, url), () -> ofNone.add(url));
        }
        open.removeAll(rejected.keySet());
        Map<String, JobGuid> created = new HashMap<>();
        Set<JobGuid> free = new HashSet<>(guids);
        Map<String, List<Job>> byUrl = jobs.stream()
                .filter(job -> job.url().isPresent())
                .collect(Collectors.groupingBy(job -> job.url().orElseThrow()));
        byUrl.forEach((url, same) -> {
            JobGuid guid = same.get(0).guid();
            if (same.size() == 1 && free.contains(guid) && open.remove(url)) {
                created.put(url, guid);
                free.remove(guid);
            }
        });
        if (open.size() == 1 && free.size() == 1) {
            created.put(open.iterator().next(), free.iterator().next());
            open.clear();
        }
        if (!free.isEmpty()) {
            return new BatchMatch(created, rejected, Set.of(), open);
        }
        if (open.size() == ofNone.size()) {
            String reasons = reasons(ofNone);
            open.forEach(url -> rejected.put(url, new RejectedUrl(Optional.of(url), Optional.of(reasons))));
            return new BatchMatch(created, rejected, Set.of(), Set.of());
        }
        return new BatchMatch(created, rejected, open, Set.of());
    }

    private static String reasons(List<RejectedUrl> urls) {
        String reasons = urls.stream()
                .map(RejectedUrl::reason)
                .flatMap(Optional::stream)
                .distinct()
                .collect(Collectors.joining("; "));
        return reasons.isEmpty() ? "the service gave no reason" : reasons;
    }
}
