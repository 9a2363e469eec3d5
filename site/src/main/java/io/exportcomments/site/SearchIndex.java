package io.exportcomments.site;

import java.util.ArrayList;
import java.util.List;

/** What the search looks through: a script, as a page that was opened from a disk may read nothing else. */
final class SearchIndex {
    private final List<String> entries = new ArrayList<>();

    /** Adds the sections of a page. */
    void add(SitePage page) {
        String title = SiteNavigation.label(page);
        for (PageSection section : page.sections()) {
            boolean whole = section.level() == 1;
            String link = page.path() + (whole ? "" : "#" + section.anchor());
            add(link, title, whole ? "" : section.heading(), section.text());
        }
    }

    /** Adds a type of the javadoc. */
    void addType(String link, String name, String packageName) {
        entries.add("{\"link\":" + Markup.quote(link) + ",\"title\":" + Markup.quote(name)
                + ",\"heading\":\"\",\"text\":" + Markup.quote(packageName) + ",\"type\":true}");
    }

    private void add(String link, String title, String heading, String text) {
        entries.add("{\"link\":" + Markup.quote(link) + ",\"title\":" + Markup.quote(title) + ",\"heading\":"
                + Markup.quote(heading) + ",\"text\":" + Markup.quote(text) + "}");
    }

    String script() {
        return "window.searchIndex = [\n" + String.join(",\n", entries) + "\n];\n";
    }
}
