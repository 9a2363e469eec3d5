package io.exportcomments.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboard can be imported, and asks only for what the client measures. */
class DashboardTest {
    private static final Pattern METRIC = Pattern.compile("\\bexportcomments_[a-z_]+");
    private static final Pattern SELECTOR = Pattern.compile("(exportcomments_[a-z_]+)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without)\\s*\\(([^)]*)\\)");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{\\s*([a-z_]+)\\s*}}");

    private final Map<String, Object> dashboard = read();
    private final Map<String, Set<String>> labels = new TreeMap<>();

    DashboardTest() {
        Documented.all().forEach(meter -> meter.samples().forEach(name -> labels.put(name, meter.labels())));
    }

    private static Map<String, Object> read() {
        try {
            String json = Files.readString(Checkout.docs().resolve("grafana-dashboard.json"));
            return map(new Moshi.Builder().build().adapter(Object.class).fromJson(json));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object json) {
        return (Map<String, Object>) json;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Object json) {
        return (List<Map<String, Object>>) json;
    }

    private List<Map<String, Object>> panels() {
        return list(dashboard.get("panels"));
    }

    private Stream<Map<String, Object>> targets() {
        return panels().stream()
                .filter(panel -> panel.containsKey("targets"))
                .flatMap(panel -> list(panel.get("targets")).stream());
    }

    /** What its panels ask for. */
    static List<String> queries() {
        return new DashboardTest()
                .targets()
                .map(target -> (String) target.get("expr"))
                .toList();
    }

    private List<String> expressions() {
        List<String> expressions = new ArrayList<>(
                targets().map(target -> (String) target.get("expr")).toList());
        list(map(dashboard.get("templating")).get("list")).stream()
                .filter(variable -> "query".equals(variable.get("type")))
                .forEach(variable -> expressions.add((String) variable.get("definition")));
        return expressions;
    }

    @Test
    void everyMetricThatItAsksForIsMeasured() {
        assertThat(expressions()).hasSizeGreaterThan(15).allSatisfy(expression -> {
            List<String> metrics = found(METRIC, expression, 0);
            assertThat(metrics).as(expression).isNotEmpty().allMatch(labels::containsKey);
        });
    }

    @Test
    void everyLabelThatItAsksForIsOneOfItsMetric() {
        for (String expression : expressions()) {
            Matcher selector = SELECTOR.matcher(expression);
            while (selector.find()) {
                assertThat(labels.get(selector.group(1)))
                        .as(expression)
                        .containsAll(found(MATCHER, selector.group(2), 1));
            }
            Set<String> known = new HashSet<>();
            found(METRIC, expression, 0).forEach(metric -> known.addAll(labels.get(metric)));
            found(GROUPING, expression, 1)
                    .forEach(group -> assertThat(known)
                            .as(expression)
                            .containsAll(List.of(group.replace(" ", "").split(","))));
        }
        targets().forEach(target -> {
            String expression = (String) target.get("expr");
            Set<String> grouped = new HashSet<>();
            found(GROUPING, expression, 1)
                    .forEach(group ->
                            grouped.addAll(List.of(group.replace(" ", "").split(","))));
            assertThat(grouped)
                    .as("legend of %s", expression)
                    .containsAll(found(LEGEND, (String) target.get("legendFormat"), 1));
        });
    }

    @Test
    void everyQueryIsOfTheChosenClients() {
        assertThat(targets().map(target -> (String) target.get("expr"))).allSatisfy(expression -> {
            assertThat(found(SELECTOR, expression, 1)).as(expression).hasSameSizeAs(found(METRIC, expression, 0));
            assertThat(found(SELECTOR, expression, 2))
                    .as(expression)
                    .allMatch(matchers -> matchers.contains("client=~\"$client\""));
        });
    }

    @Test
    void everyMeterIsShown() {
        String asked = String.join("\n", expressions());
        assertThat(Documented.all())
                .allSatisfy(meter -> assertThat(meter.samples())
                        .as(meter.name())
                        .anyMatch(sample -> Pattern.compile("\\b" + sample + "\\b")
                                .matcher(asked)
                                .find()));
    }

    @Test
    void valuesOfTagsThatItNamesExist() {
        Map<String, Set<String>> values = Map.of(
                "outcome", Set.of("success", "error", "cancelled", "deadline"),
                "caller", Set.of("program", "library"),
                "status", Set.of("done", "error", "stopped"));
        for (String expression : expressions()) {
            Matcher matcher = MATCHER.matcher(expression);
            while (matcher.find()) {
                if (!matcher.group(2).startsWith("$")) {
                    assertThat(values.get(matcher.group(1))).as(expression).contains(matcher.group(2));
                }
            }
        }
    }

    @Test
    void itsSourceOfDataIsAVariable() {
        assertThat(list(map(dashboard.get("templating")).get("list")))
                .anySatisfy(variable -> assertThat(variable)
                        .containsEntry("name", "datasource")
                        .containsEntry("type", "datasource")
                        .containsEntry("query", "prometheus"));
        Map<String, Object> chosen = Map.of("type", "prometheus", "uid", "${datasource}");
        assertThat(targets()).allSatisfy(target -> assertThat(target).containsEntry("datasource", chosen));
        assertThat(panels())
                .filteredOn(panel -> !"row".equals(panel.get("type")))
                .allSatisfy(panel -> assertThat(panel).containsEntry("datasource", chosen));
    }

    @Test
    void itCanBeImported() {
        assertThat(dashboard).containsKeys("title", "uid", "schemaVersion", "time", "tags");
        assertThat(dashboard.get("id")).isNull();
        assertThat(panels())
                .extracting(panel -> panel.get("id"))
                .doesNotHaveDuplicates()
                .doesNotContainNull();
        assertThat(panels())
                .extracting(panel -> panel.get("title"))
                .doesNotHaveDuplicates()
                .doesNotContainNull();
        Set<String> taken = new HashSet<>();
        for (Map<String, Object> panel : panels()) {
            Map<String, Object> place = map(panel.get("gridPos"));
            for (int x = number(place, "x"); x < number(place, "x") + number(place, "w"); x++) {
                for (int y = number(place, "y"); y < number(place, "y") + number(place, "h"); y++) {
                    assertThat(x).isLessThan(24);
                    assertThat(taken.add(x + "/" + y))
                            .as("%s overlaps", panel.get("title"))
                            .isTrue();
                }
            }
        }
    }

    private static int number(Map<String, Object> place, String key) {
        return ((Double) place.get(key)).intValue();
    }

    private static List<String> found(Pattern pattern, String text, int group) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.group(group))
                .toList();
    }
}
