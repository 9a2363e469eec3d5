package io.exportcomments.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the site of the documents of a checkout, and checks it. */
public final class SiteBuild {
    private static final List<String> RESOURCES = List.of("site.css", "site.js", "icon.svg");

    private final SourceTree tree;
    private final Path output;
    private final boolean javadoc;
    private final List<String> problems = new ArrayList<>();

    SiteBuild(Path repository, Path output, boolean javadoc) throws IOException {
        this.tree = new SourceTree(repository);
        this.output = output;
        this.javadoc = javadoc;
    }

    /**
     * Run in the root of a checkout, {@code [--javadoc] FOLDER} adds its version to those in the folder, says what is
     * wrong, and ends with 1 if anything is.
     */
    public static void main(String[] arguments) throws IOException {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        boolean javadoc = words.remove("--javadoc");
        if (words.size() != 1) {
            System.err.println("usage: SiteBuild [--javadoc] FOLDER");
            System.exit(2);
        }
        LinkReport report = new SiteBuild(Path.of(""), Path.of(words.get(0)), javadoc).make();
        report.problems().forEach(System.err::println);
        if (!report.problems().isEmpty()) {
            System.exit(1);
        }
        System.out.println(report.pages() + " pages with " + report.links() + " links, none of them dead");
    }

    /** Makes it, and looks at its links. */
    LinkReport make() throws IOException {
        Path folder = emptyFolder();
        List<String> documents = tree.documents();
        MarkdownReader reader = new MarkdownReader(tree, documents, problems::add);
        List<SitePage> pages = new ArrayList<>();
        for (String document : documents) {
            pages.add(reader.read(document));
        }
        SiteNavigation navigation = new SiteNavigation(pages);
        SearchIndex index = new SearchIndex();
        PageTemplate template = new PageTemplate("page.html");
        for (SitePage page : navigation.order()) {
            write(folder.resolve(page.path()), template.with(values(page, navigation)));
            index.add(page);
        }
        for (String file : reader.files()) {
            Path copy = folder.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(tree.file(file), copy);
        }
        if (javadoc) {
            Path api = folder.resolve(ApiDocs.FOLDER);
            new ApiDocs(tree).write(api, navigation.guides());
            ApiDocs.addTypes(api, index);
        }
        for (String resource : RESOURCES) {
            write(folder.resolve(resource), PageTemplate.text(resource));
        }
        write(folder.resolve(SiteVersions.MARK), index.script());
        new SiteVersions(output).write();
        LinkReport links = LinkCheck.of(output);
        problems.addAll(links.problems());
        return new LinkReport(links.pages(), links.links(), problems);
    }

    private Path emptyFolder() throws IOException {
        Path folder = output.resolve(new SiteVersion(tree.version()).name());
        if (Files.exists(folder) && !Files.exists(folder.resolve(SiteVersions.MARK))) {
            throw new IOException(folder + " is there already, and no version of this site");
        }
        FileTrees.delete(folder);
        write(folder.resolve(SiteVersions.MARK), "");
        return folder;
    }

    private Map<String, String> values(SitePage page, SiteNavigation navigation) {
        String title = navigation.order().indexOf(page) == 0 ? "" : Markup.escape(page.title()) + " · ";
        return Map.of(
                "title", title,
                "description", Markup.escape(page.description()),
                "version", tree.version(),
                "page", page.path(),
                "top", PagePaths.top(page.path()),
                "navigation", navigation.html(page),
                "javadoc",
                        javadoc
                                ? "<a class=\"javadoc\" href=\"" + PagePaths.top(page.path()) + ApiDocs.START
                                        + "\">Javadoc</a>"
                                : "",
                "contents", contents(page),
                "content", page.content() + navigation.folder(page),
                "end",
                        "<nav class=\"neighbours\" aria-label=\"Next pages\">\n" + navigation.neighbours(page)
                                + "</nav>\n<footer><a href=\"" + tree.address(page.document())
                                + "\">Source of this page</a></footer>");
    }

    /** The list of a page's headings; empty where there are too few. */
    private static String contents(SitePage page) {
        List<PageSection> headings = page.sections().stream()
                .filter(section -> section.level() == 2 || section.level() == 3)
                .toList();
        if (headings.size() < 2) {
            return "";
        }
        return headings.stream()
                .map(section -> "<li class=\"level" + section.level() + "\"><a href=\"#" + section.anchor() + "\">"
                        + Markup.escape(section.heading()) + "</a></li>\n")
                .collect(Collectors.joining(
                        "",
                        "<nav class=\"contents\" aria-label=\"On this page\"><details><summary>On this page</summary>\n<ul>\n",
                        "</ul></details></nav>"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
