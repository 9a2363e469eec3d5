package io.exportcomments.site;

import java.nio.file.Path;

/** Paths within one version of the site, with slashes, from its top. */
final class PagePaths {
    private static final String FOLDER_PAGE = "README.md";

    private PagePaths() {}

    /** The page that a document becomes. */
    static String page(String document) {
        return document.endsWith(FOLDER_PAGE)
                ? document.substring(0, document.length() - FOLDER_PAGE.length()) + "index.html"
                : document.substring(0, document.length() - ".md".length()) + ".html";
    }

    /** What a document that links to {@code link} means, from the top of the repository. */
    static String resolve(String document, String link) {
        return normal(Path.of(document).resolveSibling(link));
    }

    /** The document of a folder. */
    static String folderDocument(String folder) {
        return folder.isEmpty() ? FOLDER_PAGE : folder + "/" + FOLDER_PAGE;
    }

    /** How one page links to another file of its version. */
    static String relative(String from, String to) {
        Path folder = Path.of("/" + from).resolveSibling("").normalize();
        return folder.relativize(Path.of("/" + to)).toString().replace('\\', '/');
    }

    /** How a page links to the top of its version: empty, or ending with a slash. */
    static String top(String page) {
        return "../".repeat((int) page.chars().filter(letter -> letter == '/').count());
    }

    private static String normal(Path path) {
        return path.normalize().toString().replace('\\', '/');
    }
}
