package io.exportcomments.site;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * The javadoc of all libraries as one, on the class path that this program runs with: some of them have a module
 * descriptor and some have none.
 */
final class ApiDocs {
    /** Where it lies in a version of the site. */
    static final String FOLDER = "javadoc";
    /** Its first page. */
    static final String START = FOLDER + "/index.html";

    private static final String JDK = "https://docs.oracle.com/en/java/javase/17/docs/api/";
    private static final Pattern EXPORTED = Pattern.compile("(?m)^\\s*exports\\s+([\\w.]+)\\s*;");
    private static final Pattern FONTS = Pattern.compile("@import url\\('([^']*)'\\);\\R*");
    private static final Pattern TYPE = Pattern.compile("\\{\"p\":\"([\\w.]+)\",\"l\":\"([\\w.]+)\"");

    private final SourceTree tree;

    ApiDocs(SourceTree tree) {
        this.tree = tree;
    }

    /** Writes it, with the guides in front. */
    void write(Path folder, List<SitePage> guides) throws IOException {
        Path work = Files.createTempDirectory("javadoc");
        try {
            Path options = work.resolve("options");
            Files.write(options, options(work, folder, guides));
            run("@" + options);
        } finally {
            FileTrees.delete(work);
        }
        for (Path stylesheet : FileTrees.ending(folder, ".css")) {
            dropMissingFonts(stylesheet);
        }
    }

    /** Some packages of the JDK leave out the fonts that the style sheet asks for. */
    private static void dropMissingFonts(Path stylesheet) throws IOException {
        String text = Files.readString(stylesheet);
        Matcher fonts = FONTS.matcher(text);
        if (fonts.find() && !Files.exists(stylesheet.resolveSibling(fonts.group(1)))) {
            Files.writeString(stylesheet, fonts.replaceFirst(""));
        }
    }

    private static void run(String... arguments) throws IOException {
        ToolProvider javadoc = ToolProvider.findFirst("javadoc")
                .orElseThrow(() -> new IllegalStateException("javadoc is a part of a JDK; this Java has none"));
        StringWriter said = new StringWriter();
        int code;
        try (PrintWriter writer = new PrintWriter(said)) {
            code = javadoc.run(writer, writer, arguments);
        }
        if (code != 0 || said.toString().contains("warning")) {
            throw new IOException("javadoc ended with " + code + ":\n" + said);
        }
    }

    private List<String> options(Path work, Path folder, List<SitePage> guides) throws IOException {
        Path overview = work.resolve("overview.html");
        Files.writeString(overview, overview(guides));
        Files.write(work.resolve("element-list"), jdkElements());
        String title = "exportcomments-java " + tree.version();
        List<String> options = new ArrayList<>(List.of("-d", quoted(folder), "-quiet", "-notimestamp", "-Werror"));
        options.addAll(List.of("-encoding", "UTF-8", "-docencoding", "UTF-8", "-charset", "UTF-8", "--release", "17"));
        options.addAll(List.of("-Xdoclint:all,-missing", "-Xmaxwarns", "1000", "-locale", "en"));
        options.addAll(List.of("-classpath", quoted(System.getProperty("java.class.path"))));
        options.addAll(List.of("-linkoffline", JDK, quoted(work), "-overview", quoted(overview)));
        options.addAll(List.of("-doctitle", quoted(title + " API"), "-windowtitle", quoted(title + " API")));
        options.addAll(List.of("-header", quoted("<a href='{@docRoot}/../index.html'>Guides</a>")));
        for (String module : tree.libraries()) {
            Map<String, List<Path>> packages = packages(module);
            options.addAll(List.of("-group", quoted(module), quoted(String.join(":", packages.keySet()))));
            packages.values().forEach(files -> files.forEach(file -> options.add(quoted(file))));
        }
        return options;
    }

    private static String quoted(Object value) {
        return "\"" + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** The packages that a module's users see, with their files. */
    private Map<String, List<Path>> packages(String module) throws IOException {
        Path sources = tree.file(module).resolve("src/main/java");
        Map<String, List<Path>> packages = new TreeMap<>();
        for (Path file : FileTrees.ending(sources, ".java")) {
            Path folder = sources.relativize(file).getParent();
            if (folder != null) {
                packages.computeIfAbsent(folder.toString().replaceAll("[/\\\\]", "."), name -> new ArrayList<>())
                        .add(file);
            }
        }
        Path descriptor = sources.resolve("module-info.java");
        if (Files.exists(descriptor)) {
            packages.keySet().retainAll(exports(Files.readString(descriptor)));
        } else {
            packages.keySet().removeIf(name -> (name + ".").contains(".internal."));
        }
        return packages;
    }

    private static List<String> exports(String descriptor) {
        return EXPORTED.matcher(descriptor)
                .results()
                .map(export -> export.group(1))
                .toList();
    }

    /** The JDK's packages, for links to its documentation without a look at it. */
    private static List<String> jdkElements() {
        List<String> elements = new ArrayList<>();
        ModuleFinder.ofSystem().findAll().stream()
                .map(ModuleReference::descriptor)
                .filter(module -> module.name().startsWith("java."))
                .sorted(Comparator.comparing(ModuleDescriptor::name))
                .forEach(module -> {
                    elements.add("module:" + module.name());
                    TreeSet<String> packages = new TreeSet<>();
                    module.exports().stream()
                            .filter(export -> !export.isQualified())
                            .forEach(export -> packages.add(export.source()));
                    elements.addAll(packages);
                });
        return elements;
    }

    /** How the first page begins, and links to all; without headings, of which JDKs want different levels. */
    private static String overview(List<SitePage> guides) {
        StringBuilder html =
                new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><title>Overview</title></head>");
        html.append("<body>\n").append(beginning(guides.get(0))).append("<p><b>Guides</b></p>\n<ul>\n");
        for (SitePage page : guides) {
            html.append("<li><a href=\"../")
                    .append(page.path())
                    .append("\">")
                    .append(Markup.escape(SiteNavigation.label(page)))
                    .append("</a></li>\n");
        }
        return html.append("</ul>\n</body></html>\n").toString();
    }

    private static String beginning(SitePage page) {
        String content = page.content();
        int begin = content.indexOf("</h1>") + "</h1>".length();
        int end = content.indexOf("<h2", begin);
        return content.substring(begin, end < 0 ? content.length() : end)
                .replaceAll("href=\"(?![a-z]+:)", "href=\"../");
    }

    /** Makes the types in the written javadoc be found by the search. */
    static void addTypes(Path folder, SearchIndex index) throws IOException {
        TYPE.matcher(Files.readString(folder.resolve("type-search-index.js")))
                .results()
                .forEach(type -> index.addType(
                        FOLDER + "/" + type.group(1).replace('.', '/') + "/" + type.group(2) + ".html",
                        type.group(2),
                        type.group(1)));
    }
}
