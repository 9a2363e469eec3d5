package io.exportcomments.integration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the house. A module that has no row here fails the build, and so does a row that finds no class. */
@Tag("jdk-independent")
class ArchitectureTest {

    /**
     * What a module may lean on.
     *
     * @param modules modules of this project
     * @param libraries packages of others, whole prefixes
     * @param shows those of the libraries that its public signatures may show
     */
    record Allowance(Set<String> modules, Set<String> libraries, Set<String> shows) {}

    private static final Set<String> NONE = Set.of();
    private static final Set<String> JDK = Set.of("java.", "javax.crypto.", "javax.net.");
    private static final Set<String> WITHOUT_CODE =
            Set.of("bom", "benchmarks", "campaign", "fuzz", "integration-tests");
    private static final Map<String, Allowance> HOUSE = Map.ofEntries(
            Map.entry("core", new Allowance(NONE, NONE, NONE)),
            Map.entry(
                    "codec-moshi",
                    new Allowance(Set.of("core"), Set.of("com.squareup.moshi", "okio", "kotlin"), Set.of("okio"))),
            Map.entry("transport-http", new Allowance(Set.of("core", "codec-moshi"), Set.of("okio", "kotlin"), NONE)),
            Map.entry(
                    "transport-retrofit",
                    new Allowance(
                            Set.of("core", "codec-moshi", "transport-http"),
                            Set.of("retrofit2", "okhttp3", "okio", "kotlin"),
                            Set.of("okhttp3"))),
            Map.entry(
                    "transport-vertx",
                    new Allowance(
                            Set.of("core", "codec-moshi", "transport-http"),
                            Set.of("io.vertx", "io.netty"),
                            Set.of("io.vertx"))),
            Map.entry("update-polling", new Allowance(Set.of("core"), NONE, NONE)),
            Map.entry(
                    "update-websocket",
                    new Allowance(Set.of("core", "codec-moshi"), Set.of("com.squareup.moshi", "okio", "kotlin"), NONE)),
            Map.entry("bulk", new Allowance(Set.of("core"), NONE, NONE)),
            Map.entry(
                    "bulk-jdbc",
                    new Allowance(Set.of("core", "codec-moshi", "bulk"), Set.of("javax.sql"), Set.of("javax.sql"))),
            Map.entry(
                    "policy-resilience4j",
                    new Allowance(Set.of("core"), Set.of("io.github.resilience4j"), Set.of("io.github.resilience4j"))),
            Map.entry("quota-jdbc", new Allowance(Set.of("core"), Set.of("javax.sql"), Set.of("javax.sql"))),
            Map.entry(
                    "update-webhook",
                    new Allowance(
                            Set.of("core", "codec-moshi"),
                            Set.of("javax.sql", "com.sun.net.httpserver"),
                            Set.of("javax.sql", "com.sun.net.httpserver"))),
            // What receives deliveries in a web framework only translates for the module that takes them.
            Map.entry(
                    "webhook-servlet",
                    new Allowance(
                            Set.of("core", "update-webhook"), Set.of("jakarta.servlet"), Set.of("jakarta.servlet"))),
            Map.entry(
                    "webhook-vertx",
                    new Allowance(Set.of("core", "update-webhook"), Set.of("io.vertx"), Set.of("io.vertx"))),
            Map.entry(
                    "metrics-micrometer",
                    new Allowance(Set.of("core", "bulk"), Set.of("io.micrometer"), Set.of("io.micrometer"))),
            Map.entry("logging-slf4j", new Allowance(Set.of("core"), Set.of("org.slf4j"), NONE)),
            Map.entry("result-csv", new Allowance(Set.of("core"), Set.of("de.siegmar.fastcsv"), NONE)),
            Map.entry(
                    "spring-boot-starter",
                    new Allowance(
                            Set.of(
                                    "core",
                                    "transport-retrofit",
                                    "transport-vertx",
                                    "update-websocket",
                                    "update-polling",
                                    "update-webhook",
                                    "metrics-micrometer",
                                    "policy-resilience4j",
                                    "bulk",
                                    "bulk-jdbc",
                                    "quota-jdbc"),
                            Set.of(
                                    "org.springframework",
                                    "org.apache.commons.logging",
                                    "javax.sql",
                                    "io.vertx.core",
                                    "io.micrometer",
                                    "jakarta.servlet",
                                    "reactor.core",
                                    "org.reactivestreams"),
                            Set.of("org.springframework"))),
            Map.entry(
                    "spring-boot-starter-test",
                    new Allowance(
                            Set.of("core", "spring-boot-starter", "mock-service"),
                            Set.of("org.springframework", "org.junit.jupiter"),
                            Set.of("org.springframework"))),
            Map.entry(
                    "mock-service", new Allowance(NONE, Set.of("io.vertx", "io.netty", "org.dhatim.fastexcel"), NONE)),
            Map.entry(
                    "testkit",
                    new Allowance(
                            Set.of("core", "bulk", "mock-service"),
                            Set.of("org.junit", "org.assertj", "org.opentest4j"),
                            Set.of("org.junit"))),
            Map.entry(
                    "examples/vertx-service",
                    new Allowance(
                            Set.of("core", "transport-vertx", "update-polling", "mock-service"),
                            Set.of("io.vertx"),
                            Set.of("io.vertx"))),
            Map.entry(
                    "examples/bulk-workers",
                    new Allowance(
                            Set.of(
                                    "core",
                                    "bulk",
                                    "bulk-jdbc",
                                    "quota-jdbc",
                                    "policy-resilience4j",
                                    "transport-retrofit",
                                    "update-polling",
                                    "mock-service"),
                            Set.of("com.zaxxer.hikari", "javax.sql"),
                            NONE)),
            Map.entry(
                    "examples/spring-dashboard",
                    new Allowance(
                            Set.of("core", "spring-boot-starter", "mock-service"),
                            Set.of("org.springframework", "jakarta.servlet"),
                            NONE)),
            Map.entry(
                    "test-browser",
                    new Allowance(NONE, Set.of("io.vertx.core.json", "org.junit"), Set.of("io.vertx.core.json"))),
            Map.entry("site", new Allowance(NONE, Set.of("org.commonmark"), NONE)),
            Map.entry(
                    "mcp-server",
                    new Allowance(
                            Set.of("core"),
                            Set.of(
                                    "io.modelcontextprotocol",
                                    "reactor.core",
                                    "org.reactivestreams",
                                    "com.sun.net.httpserver"),
                            NONE)),
            Map.entry(
                    "cli",
                    new Allowance(
                            Set.of(
                                    "core",
                                    "codec-moshi",
                                    "transport-retrofit",
                                    "transport-vertx",
                                    "update-polling",
                                    "policy-resilience4j",
                                    "update-websocket",
                                    "bulk",
                                    "bulk-jdbc",
                                    "quota-jdbc",
                                    "update-webhook",
                                    "result-csv",
                                    "mcp-server",
                                    "mock-service"),
                            Set.of("picocli", "com.sun.net.httpserver"),
                            Set.of("picocli"))));

    private static final long LONGEST_FILE = 300;
    private static final Set<String> PLAIN_DATA = Set.of("Job.java");

    private static final Map<String, JavaClasses> CLASSES = importAll();

    private static Map<String, JavaClasses> importAll() {
        Map<String, JavaClasses> classes = new LinkedHashMap<>();
        HOUSE.keySet().forEach(module -> {
            Path compiled = Project.root().resolve(module).resolve("target/classes");
            classes.put(module, new ClassFileImporter().importPath(compiled));
        });
        return classes;
    }

    static Stream<String> modules() {
        return HOUSE.keySet().stream().sorted();
    }

    @Test
    void everyModuleHasItsRow() {
        Set<String> covered = new TreeSet<>(HOUSE.keySet());
        covered.addAll(WITHOUT_CODE);
        assertThat(Project.modules()).containsExactlyInAnyOrderElementsOf(covered);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleLeansOnlyOnWhatItsRowNames(String module) {
        Allowance row = HOUSE.get(module);
        classes()
                .should(condition(
                        "lean only on " + row,
                        (owner, events) -> owner.getDirectDependenciesFromSelf().forEach(dependency -> {
                            JavaClass target = dependency.getTargetClass().getBaseComponentType();
                            if (!mayUse(module, row.libraries(), target)) {
                                events.add(SimpleConditionEvent.violated(owner, dependency.getDescription()));
                            }
                        })))
                .check(CLASSES.get(module));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void publicSignaturesShowOnlyWhatTheModuleIsFor(String module) {
        Allowance row = HOUSE.get(module);
        classes()
                .that()
                .arePublic()
                .should(condition("show only " + row.shows(), (owner, events) -> {
                    if (isInternal(owner)) {
                        return;
                    }
                    shown(owner).map(JavaClass::getBaseComponentType).forEach(type -> {
                        if (!mayUse(module, row.shows(), type)) {
                            events.add(
                                    SimpleConditionEvent.violated(owner, owner.getName() + " shows " + type.getName()));
                        }
                    });
                }))
                .check(CLASSES.get(module));
    }

    private static Stream<JavaClass> shown(JavaClass owner) {
        Stream<JavaClass> supertypes =
                Stream.concat(owner.getRawInterfaces().stream(), owner.getRawSuperclass().stream());
        Stream<JavaClass> units = owner.getCodeUnits().stream()
                .filter(unit -> isOpen(unit.getModifiers()))
                .flatMap(ArchitectureTest::signature);
        Stream<JavaClass> fields = owner.getFields().stream()
                .filter(field -> isOpen(field.getModifiers()))
                .map(JavaField::getRawType);
        return Stream.of(supertypes, units, fields).flatMap(stream -> stream);
    }

    private static Stream<JavaClass> signature(JavaCodeUnit unit) {
        return Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream());
    }

    private static boolean isOpen(Set<JavaModifier> modifiers) {
        boolean visible = modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
        return visible && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private static boolean mayUse(String module, Set<String> libraries, JavaClass target) {
        String name = target.getName();
        if (target.isPrimitive() || JDK.stream().anyMatch(name::startsWith) || name.startsWith("org.jspecify.")) {
            return true;
        }
        if (CLASSES.get(module).contain(name)) {
            return true;
        }
        if (HOUSE.get(module).modules().stream()
                .anyMatch(other -> CLASSES.get(other).contain(name))) {
            return !isInternal(target);
        }
        return libraries.stream().anyMatch(library -> name.startsWith(library + "."));
    }

    private static boolean isInternal(JavaClass type) {
        return (type.getPackageName() + ".").contains(".internal.");
    }

    @Test
    void thereIsNoCycleBetweenPackages() {
        slices().matching("io.exportcomments.(**)").should().beFreeOfCycles().check(allClasses());
    }

    @Test
    void noTwoModulesShareAPackage() {
        Map<String, Set<String>> owners = new LinkedHashMap<>();
        CLASSES.forEach((module, found) ->
                found.forEach(type -> owners.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                        .add(module)));
        assertThat(owners)
                .isNotEmpty()
                .allSatisfy((name, modules) -> assertThat(modules).as(name).hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyTypeIsInANullMarkedPackage(String module) {
        classes()
                .should(condition("be in a @NullMarked package", (owner, events) -> {
                    boolean marked = owner.getPackage()
                            .tryGetPackageInfo()
                            .map(info -> info.isAnnotatedWith(NullMarked.class))
                            .orElse(false);
                    if (!marked) {
                        events.add(SimpleConditionEvent.violated(owner, owner.getName() + " is not"));
                    }
                }))
                .check(CLASSES.get(module));
    }

    @Test
    void namesSayWhatAThingIs() {
        classes()
                .should(condition("not be named Util, Manager, Helper or Impl", (owner, events) -> {
                    if (owner.getSimpleName().matches(".*(Utils?|Manager|Helper|Impl)")) {
                        events.add(SimpleConditionEvent.violated(owner, owner.getName()));
                    }
                }))
                .check(allClasses());
    }

    @Test
    void noTwoClassesHaveOneSimpleName() {
        Map<String, Set<String>> owners = new LinkedHashMap<>();
        allClasses().stream()
                .filter(type -> type.getEnclosingClass().isEmpty())
                .filter(type -> !type.getSimpleName().matches("package-info|module-info"))
                .forEach(type -> owners.computeIfAbsent(type.getSimpleName(), name -> new TreeSet<>())
                        .add(type.getName()));
        assertThat(owners)
                .isNotEmpty()
                .allSatisfy((name, types) -> assertThat(types).as(name).hasSize(1));
    }

    @Test
    void noSourceFileIsLong() {
        Map<String, Long> lines = new TreeMap<>();
        for (String module : HOUSE.keySet()) {
            Project.sources(module).forEach(file -> lines.put(file.getFileName().toString(), Project.lines(file)));
        }
        PLAIN_DATA.forEach(lines::remove);
        assertThat(lines)
                .isNotEmpty()
                .allSatisfy((file, count) -> assertThat(count).as(file).isLessThanOrEqualTo(LONGEST_FILE));
    }

    private static JavaClasses allClasses() {
        return new ClassFileImporter()
                .importPaths(HOUSE.keySet().stream()
                        .map(module -> Project.root().resolve(module).resolve("target/classes"))
                        .collect(Collectors.toList()));
    }

    private static ArchCondition<JavaClass> condition(String text, BiConsumer<JavaClass, ConditionEvents> check) {
        return new ArchCondition<>(text) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                check.accept(type, events);
            }
        };
    }

    @Test
    void theRowsAreNotEmpty() {
        assertThat(List.copyOf(CLASSES.values()))
                .allSatisfy(found -> assertThat(found).isNotEmpty());
    }
}
