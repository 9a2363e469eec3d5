package io.exportcomments.site;

import java.util.List;

/**
 * One document on the site.
 *
 * @param document where it lies in the repository
 * @param content its HTML
 * @param sections its headings with their texts; the first is the page's title
 * @param links the documents that it links to, in order
 */
record SitePage(String document, String content, List<PageSection> sections, List<String> links) {
    private static final int LONGEST_DESCRIPTION = 160;

    SitePage {
        sections = List.copyOf(sections);
        links = List.copyOf(links);
    }

    String path() {
        return PagePaths.page(document);
    }

    String title() {
        return sections.get(0).heading();
    }

    /** How it begins. */
    String description() {
        String text = sections.get(0).text();
        if (text.length() <= LONGEST_DESCRIPTION) {
            return text;
        }
        return text.substring(0, text.lastIndexOf(' ', LONGEST_DESCRIPTION)) + " …";
    }
}
