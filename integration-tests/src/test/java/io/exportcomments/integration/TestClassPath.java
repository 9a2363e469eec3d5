package io.exportcomments.integration;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parts of the class path of these tests, for programs that have no more of it than their users would. */
final class TestClassPath {
    private static final List<String> MODULES =
            List.of("/core/target/", "/codec-moshi/target/", "/transport-http/target/");
    private static final List<String> LIBRARIES = List.of("/moshi-1", "/okio-", "/kotlin-stdlib-", "/jspecify-");
    private static final List<String> OF_VERTX =
            List.of("/transport-vertx/target/", "/netty-", "/vertx-core", "/jackson-core-");

    private TestClassPath() {}

    /** The transport on Vert.x, and what it stands on. */
    static String vertx() {
        return of(OF_VERTX.stream());
    }

    /** Both transports, what they stand on, and these tests. */
    static String bothTransports() {
        Stream<String> retrofit =
                Stream.of("target/test-classes", "/transport-retrofit/target/", "/okhttp", "/retrofit");
        return of(Stream.concat(OF_VERTX.stream(), retrofit));
    }

    private static String of(Stream<String> further) {
        List<String> needed = Stream.of(MODULES.stream(), LIBRARIES.stream(), further)
                .flatMap(names -> names)
                .toList();
        return Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .filter(entry -> needed.stream().anyMatch(entry.replace('\\', '/')::contains))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
