package io.exportcomments.internal.create;

import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.Job;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the options of a job relate to those that were sent. */
enum OptionsMatch {
    /** The job shows more than was asked for, which the service cannot have made of the request. */
    CONTRADICTORY,
    /** The job shows no options, or has some added, left out or lowered, as a service may. */
    UNCLEAR,
    /** The same, where an option that only one side has is false, null, zero or empty. */
    EQUAL;

    /** By how much a service may change a time: to the day, for example. */
    private static final BigDecimal DAY_OF_SECONDS = BigDecimal.valueOf(86_400);

    static OptionsMatch of(ExportOptions wanted, Job job) {
        Map<String, @Nullable Object> sent = wanted.asMap();
        Map<String, @Nullable Object> shown =
                job.options().map(ExportOptions::asMap).orElse(Map.of());
        if (sent.keySet().stream().anyMatch(name -> contradict(name, sent.get(name), valueOf(name, shown, job)))) {
            return CONTRADICTORY;
        }
        if (job.options().isEmpty()) {
            return UNCLEAR;
        }
        boolean equal = Stream.concat(sent.keySet().stream(), shown.keySet().stream())
                .allMatch(name -> agree(name, sent, shown, job));
        return equal ? EQUAL : UNCLEAR;
    }

    /** Whether replies were asked for may stand beside the options. */
    private static @Nullable Object valueOf(String name, Map<String, @Nullable Object> shown, Job job) {
        if (!shown.containsKey(name) && name.equals("replies")) {
            return job.replies().orElse(null);
        }
        return shown.get(name);
    }

    private static boolean contradict(String name, @Nullable Object sent, @Nullable Object shown) {
        if (sent instanceof Boolean ours && shown instanceof Boolean theirs) {
            return !ours && theirs;
        }
        if (sent instanceof Number x && shown instanceof Number y) {
            BigDecimal ours = decimal(x);
            BigDecimal theirs = decimal(y);
            return name.equals("limit") ? isHigherLimit(theirs, ours) : isOtherTime(theirs, ours);
        }
        return false;
    }

    /** A service may lower a limit to what the plan allows, and say "none" by zero or less. */
    private static boolean isHigherLimit(BigDecimal shown, BigDecimal sent) {
        return sent.signum() > 0 && shown.compareTo(sent) > 0;
    }

    private static boolean isOtherTime(BigDecimal shown, BigDecimal sent) {
        if (shown.signum() <= 0 || sent.signum() <= 0) {
            return false;
        }
        BigDecimal inSeconds = shown.compareTo(sent.movePointRight(2)) > 0 ? shown.movePointLeft(3) : shown;
        return inSeconds.subtract(sent).abs().compareTo(DAY_OF_SECONDS) > 0;
    }

    private static boolean agree(
            String name, Map<String, @Nullable Object> sent, Map<String, @Nullable Object> shown, Job job) {
        boolean hidden = name.equals("cookies") && shown.get(name) == null;
        return hidden || same(sent.get(name), valueOf(name, shown, job));
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
