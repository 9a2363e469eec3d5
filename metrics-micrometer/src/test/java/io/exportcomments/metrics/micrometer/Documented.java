package io.exportcomments.metrics.micrometer;

import io.exportcomments.metrics.micrometer.names.BulkMeter;
import io.exportcomments.metrics.micrometer.names.ClientKey;
import io.exportcomments.metrics.micrometer.names.ClientMeter;
import io.exportcomments.metrics.micrometer.names.ClientObservation;
import io.exportcomments.metrics.micrometer.names.DescribedMeter;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A meter as the enums declare it, and as Prometheus shows it.
 *
 * @param samples the names of its samples in a scrape
 * @param labels the labels of each of them
 */
record Documented(
        String name, Meter.Type type, List<String> tags, String description, Set<String> samples, Set<String> labels) {
    private static final PrometheusNamingConvention PROMETHEUS = new PrometheusNamingConvention();

    static List<Documented> all() {
        List<Documented> all = new ArrayList<>();
        for (ClientObservation observation : ClientObservation.values()) {
            List<String> tags = Stream.concat(
                            keys(observation.getLowCardinalityKeyNames()), Stream.of(ClientKey.ERROR.asString()))
                    .toList();
            all.add(of(observation.getName(), Meter.Type.TIMER, null, tags, observation.description()));
            all.add(of(
                    observation.getName() + ".active",
                    Meter.Type.LONG_TASK_TIMER,
                    null,
                    keys(observation.firstKeyNames()).toList(),
                    "Those of them that are under way"));
        }
        Stream.<DescribedMeter>concat(Arrays.stream(ClientMeter.values()), Arrays.stream(BulkMeter.values()))
                .forEach(meter -> all.add(of(
                        meter.getName(),
                        meter.getType(),
                        meter.getBaseUnit(),
                        keys(meter.getKeyNames()).toList(),
                        meter.description())));
        return all;
    }

    private static Stream<String> keys(KeyName[] keys) {
        return Arrays.stream(keys).map(KeyName::asString);
    }

    private static Documented of(
            String name, Meter.Type type, @Nullable String unit, List<String> tags, String description) {
        String base = PROMETHEUS.name(name, type, unit);
        Set<String> samples = switch (type) {
            case GAUGE, COUNTER ->
                Set.of(type == Meter.Type.COUNTER && !base.endsWith("_total") ? base + "_total" : base);
            default -> new TreeSet<>(Set.of(base + "_count", base + "_sum", base + "_max"));
        };
        Set<String> labels = tags.stream().map(PROMETHEUS::tagKey).collect(Collectors.toCollection(TreeSet::new));
        return new Documented(name, type, tags, description, samples, labels);
    }
}
