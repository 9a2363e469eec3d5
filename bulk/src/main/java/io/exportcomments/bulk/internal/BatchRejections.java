package io.exportcomments.bulk.internal;

import io.exportcomments.job.RejectedUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The rejections of a batch, of which two answers of the service tell. */
final class BatchRejections {
    private BatchRejections() {}

    /**
     * Each rejection once. Both answers tell of all of them; so there are as many as the longer one has, and what one
     * names may be without its URL in the other.
     *
     * @param urls those of the batch
     * @param said by the answer to its creation
     * @param read later
     */
    static List<RejectedUrl> together(List<String> urls, List<RejectedUrl> said, List<RejectedUrl> read) {
        Map<String, RejectedUrl> named = new LinkedHashMap<>();
        Stream.concat(said.stream(), read.stream())
                .forEach(one -> nameOf(urls, one).ifPresent(url -> named.merge(url, one, BatchRejections::clearer)));
        List<RejectedUrl> all = new ArrayList<>(named.values());
        List<RejectedUrl> nameless = longer(nameless(urls, said), nameless(urls, read));
        long rest = Math.max(number(urls, said), number(urls, read)) - named.size();
        nameless.stream().limit(Math.max(0, rest)).forEach(all::add);
        return all;
    }

    private static Optional<String> nameOf(List<String> urls, RejectedUrl one) {
        return one.url().filter(urls::contains);
    }

    private static RejectedUrl clearer(RejectedUrl first, RejectedUrl second) {
        return first.errorCode().isEmpty() && second.errorCode().isPresent() ? second : first;
    }

    private static List<RejectedUrl> nameless(List<String> urls, List<RejectedUrl> rejected) {
        return rejected.stream().filter(one -> nameOf(urls, one).isEmpty()).toList();
    }

    private static long number(List<String> urls, List<RejectedUrl> rejected) {
        long named = rejected.stream()
                .flatMap(one -> nameOf(urls, one).stream())
                .distinct()
                .count();
        return named + nameless(urls, rejected).size();
    }

    private static List<RejectedUrl> longer(List<RejectedUrl> first, List<RejectedUrl> second) {
        return second.size() > first.size() ? second : first;
    }
}
