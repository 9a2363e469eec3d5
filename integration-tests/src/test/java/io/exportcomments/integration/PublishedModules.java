package io.exportcomments.integration;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** What this build would install, in a local repository that another Maven project can be built from. */
final class PublishedModules {
    private static final Path GROUP = Path.of("io", "exportcomments");

    private PublishedModules() {}

    /** The version of all of them. */
    static String version() {
        return Project.all("<version>([^<]+)</version>", Project.read("bom/pom.xml"))
                .get(0);
    }

    /**
     * Puts the modules there as they are compiled, and links what others publish to where this build has it; that is
     * left as it is.
     */
    static void installIn(Path repository) throws IOException {
        link(repository, local(), GROUP);
        install(repository, "parent", Project.root());
        for (String module : Project.publishedModules()) {
            install(repository, module, Project.root().resolve(module));
        }
    }

    /**
     * Where this build has what others publish; Surefire says so, and elsewhere it is where Maven has it by default.
     */
    static Path local() {
        String told = System.getProperty("localRepository");
        return told == null ? Path.of(System.getProperty("user.home"), ".m2", "repository") : Path.of(told);
    }

    private static void link(Path target, Path source, Path except) throws IOException {
        Files.createDirectories(target);
        try (Stream<Path> there = Files.list(source)) {
            for (Path each : there.toList()) {
                if (!each.getFileName().equals(except.getName(0))) {
                    Files.createSymbolicLink(target.resolve(each.getFileName()), each);
                } else if (except.getNameCount() > 1) {
                    link(target.resolve(except.getName(0)), each, except.subpath(1, except.getNameCount()));
                }
            }
        }
    }

    /** Takes the links away, and nothing that they lead to. */
    static void unlink(Path repository) throws IOException {
        try (Stream<Path> there = Files.walk(repository)) {
            for (Path each : there.filter(Files::isSymbolicLink).toList()) {
                Files.delete(each);
            }
        }
    }

    private static void install(Path repository, String module, Path folder) throws IOException {
        String artifact = "exportcomments-" + module;
        Path target = Files.createDirectories(
                repository.resolve(GROUP).resolve(artifact).resolve(version()));
        String file = artifact + "-" + version();
        Files.copy(folder.resolve("pom.xml"), target.resolve(file + ".pom"));
        Path classes = folder.resolve("target").resolve("classes");
        if (Files.isDirectory(classes)) {
            jar(classes, target.resolve(file + ".jar"));
        }
    }

    private static void jar(Path classes, Path target) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        try (OutputStream bytes = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(bytes)) {
            for (Path file : files) {
                jar.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
    }
}
