package io.exportcomments.integration;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Of each library the oldest and the newest version that we say we support, as UPGRADING.md has them. */
final class SupportedVersions {
    private static final String ALL = "*Test";

    private SupportedVersions() {}

    /** All of them, the oldest of each library first. */
    static List<SupportedVersion> all() {
        return Stream.of(okHttp(), vertx(), resilience4j(), micrometer(), springBoot())
                .flatMap(List::stream)
                .toList();
    }

    private static List<SupportedVersion> okHttp() {
        String module = "transport-retrofit";
        return List.of(
                new SupportedVersion("OkHttp", "4.12.0", module, Map.of("okhttp.version", "4.12.0"), ALL),
                new SupportedVersion("OkHttp", "5.1.0", module, Map.of("okhttp.version", "5.1.0"), ALL),
                newest("OkHttp", "okhttp", module, ALL));
    }

    private static List<SupportedVersion> vertx() {
        Map<String, String> oldest = Map.of("vertx.version", "5.1.3");
        // Left out is a suite that measures how long threads are blocked.
        String tests = ALL + ",!BorrowedVertxContractTest";
        return List.of(
                new SupportedVersion("Vert.x", "5.1.3", "transport-vertx", oldest, tests),
                new SupportedVersion("Vert.x", "5.1.3", "webhook-vertx", oldest, ALL),
                newest("Vert.x", "vertx", "transport-vertx", tests),
                newest("Vert.x", "vertx", "webhook-vertx", ALL));
    }

    private static List<SupportedVersion> resilience4j() {
        String module = "policy-resilience4j";
        String tests = ALL + ",!DaysOnAPlanTest";
        return List.of(
                new SupportedVersion("Resilience4j", "2.3.0", module, Map.of("resilience4j.version", "2.3.0"), tests),
                newest("Resilience4j", "resilience4j", module, tests));
    }

    private static List<SupportedVersion> micrometer() {
        String module = "metrics-micrometer";
        String tests = ALL + ",!CostTest";
        return List.of(
                new SupportedVersion("Micrometer", "1.16.0", module, Map.of("micrometer.version", "1.16.0"), tests),
                newest("Micrometer", "micrometer", module, tests));
    }

    private static List<SupportedVersion> springBoot() {
        return List.of(newest("Spring Boot", "spring-boot", "spring-boot-starter", ALL));
    }

    /** What this build has, which is the newest. */
    private static SupportedVersion newest(String library, String property, String module, String tests) {
        String version = Project.all("<" + property + ".version>([^<]+)<", Project.read("pom.xml"))
                .get(0);
        return new SupportedVersion(library, version, module, Map.of(), tests);
    }
}
