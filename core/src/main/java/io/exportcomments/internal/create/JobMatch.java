package io.exportcomments.internal.create;

import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a job of the list is the one that a request without an answer made.
 *
 * <p>{@link #CERTAIN} takes all three: the same URL, to the letter; the same options, where an option that only one
 * side has is false, null, zero or empty; created between the sending and now, give or take {@link #SKEW}. What is
 * close to that, or does not say enough to be told apart, is {@link #POSSIBLE}: it is never adopted, and while it is
 * there nothing is sent again.
 */
enum JobMatch {
    NONE,
    POSSIBLE,
    CERTAIN;

    /** How far the clocks of the two sides may be apart for a certain match; it covers times cut to the second, too. */
    static final Duration SKEW = Duration.ofSeconds(5);

    /** How far they may be apart at all: a clock without a time zone is wrong by up to 14 hours. */
    static final Duration WRONG_CLOCK = Duration.ofHours(15);

    static JobMatch of(ExportRequest request, Instant sent, Instant now, Job job) {
        return weakest(
                weakest(ofUrls(request.url(), job.url()), ofTimes(sent, now, job.createdAt())),
                ofOptions(request.options(), job));
    }

    private static JobMatch weakest(JobMatch a, JobMatch b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static JobMatch ofUrls(String wanted, Optional<String> shown) {
        if (shown.isEmpty()) {
            return POSSIBLE;
        }
        if (shown.get().equals(wanted)) {
            return CERTAIN;
        }
        return ExportUrl.of(wanted).mayBeRewrittenTo(ExportUrl.of(shown.get())) ? POSSIBLE : NONE;
    }

    private static JobMatch ofTimes(Instant sent, Instant now, Optional<Instant> created) {
        if (created.isEmpty()) {
            return POSSIBLE;
        }
        if (within(SKEW, sent, now, created.get())) {
            return CERTAIN;
        }
        return within(WRONG_CLOCK, sent, now, created.get()) ? POSSIBLE : NONE;
    }

    private static boolean within(Duration tolerance, Instant from, Instant to, Instant time) {
        return !time.isBefore(from.minus(tolerance)) && !time.isAfter(to.plus(tolerance));
    }

    private static JobMatch ofOptions(ExportOptions wanted, Job job) {
        if (job.options().isEmpty()) {
            return POSSIBLE;
        }
        Map<String, @Nullable Object> shown = job.options().get().asMap();
        Set<String> names = new HashSet<>(wanted.asMap().keySet());
        names.addAll(shown.keySet());
        return names.stream().allMatch(name -> agree(name, wanted.asMap(), shown, job)) ? CERTAIN : POSSIBLE;
    }

    private static boolean agree(
            String name, Map<String, @Nullable Object> wanted, Map<String, @Nullable Object> shown, Job job) {
        if (!shown.containsKey(name)) {
            if (name.equals("cookies")) {
                return true;
            }
            if (name.equals("replies") && job.replies().isPresent()) {
                return same(wanted.get(name), job.replies().get());
            }
        }
        return same(wanted.get(name), shown.get(name));
    }

    private static boolean same(@Nullable Object a, @Nullable Object b) {
        if (isDefault(a) || isDefault(b)) {
            return isDefault(a) && isDefault(b);
        }
        if (a instanceof Number x && b instanceof Number y) {
            return decimal(x).compareTo(decimal(y)) == 0;
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return sameElements(x, y);
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.keySet().equals(y.keySet()) && x.keySet().stream().allMatch(key -> same(x.get(key), y.get(key)));
        }
        return Objects.equals(a, b);
    }

    private static boolean sameElements(List<?> x, List<?> y) {
        if (x.size() != y.size()) {
            return false;
        }
        for (int i = 0; i < x.size(); i++) {
            if (!same(x.get(i), y.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDefault(@Nullable Object value) {
        return value == null
                || Boolean.FALSE.equals(value)
                || (value instanceof Number number && decimal(number).signum() == 0)
                || (value instanceof String text && text.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof List<?> list && list.isEmpty());
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal exact ? exact : new BigDecimal(number.toString());
    }
}
