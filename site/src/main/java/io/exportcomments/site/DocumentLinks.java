package io.exportcomments.site;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Makes the links of one document lead to pages of the site, files beside them, or the sources. */
final class DocumentLinks {
    private static final Pattern OUTSIDE = Pattern.compile("[a-zA-Z][a-zA-Z+.-]*:.*");

    private final SourceTree tree;
    private final Set<String> documents;
    private final String document;
    private final Consumer<String> problems;
    private final List<String> linked = new ArrayList<>();
    private final Set<String> files = new LinkedHashSet<>();

    DocumentLinks(SourceTree tree, Set<String> documents, String document, Consumer<String> problems) {
        this.tree = tree;
        this.documents = documents;
        this.document = document;
        this.problems = problems;
    }

    /** The documents that are linked to, in order. */
    List<String> linked() {
        return List.copyOf(linked);
    }

    /** The files of the repository that the page needs beside it. */
    Set<String> files() {
        return Set.copyOf(files);
    }

    /** What the page links to where the document has {@code link}. */
    String page(String link) {
        if (OUTSIDE.matcher(link).matches() || link.startsWith("#")) {
            return link;
        }
        int hash = link.indexOf('#');
        String target = target(hash < 0 ? link : link.substring(0, hash));
        String anchor = hash < 0 ? "" : link.substring(hash);
        String folder = PagePaths.folderDocument(target);
        if (documents.contains(target) || documents.contains(folder)) {
            String found = documents.contains(target) ? target : folder;
            linked.add(found);
            return PagePaths.relative(PagePaths.page(document), PagePaths.page(found)) + anchor;
        }
        if (!isThere(target, link)) {
            return link;
        }
        if (target.startsWith("docs/") && Files.isRegularFile(tree.file(target))) {
            return beside(target);
        }
        return tree.address(target) + anchor;
    }

    /** Where the page finds a picture. */
    String picture(String link) {
        if (OUTSIDE.matcher(link).matches()) {
            problems.accept(document + " shows a picture from another host: " + link);
            return link;
        }
        String target = target(link);
        return isThere(target, link) ? beside(target) : link;
    }

    private String target(String link) {
        return PagePaths.resolve(document, URLDecoder.decode(link.replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    private String beside(String target) {
        files.add(target);
        return PagePaths.relative(PagePaths.page(document), target);
    }

    private boolean isThere(String target, String link) {
        if (target.startsWith("..") || !Files.exists(tree.file(target))) {
            problems.accept(document + " links to what is not there: " + link);
            return false;
        }
        return true;
    }
}
