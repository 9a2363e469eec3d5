package io.exportcomments.site;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All pages in groups, in the order in which they are read. */
final class SiteNavigation {
    private static final String OVERVIEW = "README.md";
    private static final List<String> START = List.of(OVERVIEW, "UPGRADING.md", "CHANGELOG.md", "SECURITY.md");
    private static final List<String> DEVELOPMENT = List.of(
            "CONTRIBUTING.md",
            "docs/architecture.md",
            "docs/performance.md",
            "docs/performance-profiles.md",
            "docs/proof.md",
            "findings/README.md");
    private static final String DECISIONS = "docs/decisions/";

    private final Map<String, List<SitePage>> groups = new LinkedHashMap<>();
    private final List<SitePage> order = new ArrayList<>();

    SiteNavigation(Collection<SitePage> pages) {
        for (String group : List.of("Start", "Guides", "Examples", "Development", "Decisions")) {
            groups.put(group, new ArrayList<>());
        }
        pages.stream().sorted(order(pages)).forEach(page -> group(page).add(page));
        groups.values().forEach(order::addAll);
    }

    /** As the lists above say, then as the overview links to them, then by title. */
    private static Comparator<SitePage> order(Collection<SitePage> pages) {
        List<String> named = new ArrayList<>(START);
        named.addAll(DEVELOPMENT);
        pages.stream().filter(page -> page.document().equals(OVERVIEW)).forEach(page -> named.addAll(page.links()));
        named.add(DECISIONS + OVERVIEW);
        return Comparator.<SitePage>comparingInt(page -> {
                    int place = named.indexOf(page.document());
                    return place < 0 ? Integer.MAX_VALUE : place;
                })
                .thenComparing(SitePage::title);
    }

    private List<SitePage> group(SitePage page) {
        String document = page.document();
        String group;
        if (START.contains(document)) {
            group = "Start";
        } else if (document.startsWith(DECISIONS)) {
            group = "Decisions";
        } else if (document.startsWith("examples/")) {
            group = "Examples";
        } else if (document.startsWith("docs/") && !DEVELOPMENT.contains(document)) {
            group = "Guides";
        } else {
            group = "Development";
        }
        return groups.computeIfAbsent(group, name -> new ArrayList<>());
    }

    /** The pages in the order in which they are read. */
    List<SitePage> order() {
        return List.copyOf(order);
    }

    /** Those for who uses the project. */
    List<SitePage> guides() {
        return Stream.of("Start", "Guides", "Examples")
                .flatMap(group -> groups.getOrDefault(group, List.of()).stream())
                .toList();
    }

    /** The lists of links, as one page has them. */
    String html(SitePage current) {
        StringBuilder html = new StringBuilder();
        groups.forEach((name, pages) -> {
            if (pages.isEmpty()) {
                return;
            }
            boolean open = !name.equals("Decisions") || pages.contains(current);
            html.append("<details").append(open ? " open" : "").append("><summary>");
            html.append(name).append("</summary>\n<ul>\n");
            for (SitePage page : pages) {
                html.append("<li>")
                        .append(link(current, page, page.equals(current) ? " aria-current=\"page\"" : "", label(page)))
                        .append("</li>\n");
            }
            html.append("</ul></details>\n");
        });
        return html.toString();
    }

    /** Links to the pages before and after one. */
    String neighbours(SitePage current) {
        int place = order.indexOf(current);
        return neighbour(current, place - 1, "prev", "Previous: ") + neighbour(current, place + 1, "next", "Next: ");
    }

    private String neighbour(SitePage current, int place, String relation, String word) {
        if (place < 0 || place >= order.size()) {
            return "";
        }
        SitePage page = order.get(place);
        return link(current, page, " rel=\"" + relation + "\"", word + label(page)) + "\n";
    }

    /** Links to the pages of the same folder, for the page of a folder that lists none itself; or nothing. */
    String folder(SitePage current) {
        if (!current.document().equals(DECISIONS + OVERVIEW)) {
            return "";
        }
        StringBuilder html = new StringBuilder("<ul>\n");
        for (SitePage page : order) {
            if (page.document().startsWith(DECISIONS) && !page.equals(current)) {
                html.append("<li>").append(link(current, page, "", label(page))).append("</li>\n");
            }
        }
        return html.append("</ul>\n").toString();
    }

    static String label(SitePage page) {
        return page.document().equals(OVERVIEW) ? "Overview" : page.title();
    }

    private static String link(SitePage from, SitePage to, String attributes, String text) {
        return "<a href=\"" + Markup.escape(PagePaths.relative(from.path(), to.path())) + "\"" + attributes + ">"
                + Markup.escape(text) + "</a>";
    }
}
