package io.exportcomments.site;

import java.util.List;

/**
 * What came of a look at all links.
 *
 * @param pages how many pages were looked at
 * @param links how many links they have
 * @param problems what is wrong with them, in words
 */
record LinkReport(int pages, int links, List<String> problems) {
    LinkReport {
        problems = List.copyOf(problems);
    }
}
