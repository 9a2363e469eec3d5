package io.exportcomments.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/**
 * What stands below one heading.
 *
 * @param level of the heading, from 1
 * @param anchor the heading's id, as GitHub names it
 * @param heading the heading's text
 * @param text what follows up to the next heading
 */
record PageSection(int level, String anchor, String heading, String text) {

    /** The sections of a document, in order. */
    static List<PageSection> of(Node document) {
        List<PageSection> sections = new ArrayList<>();
        Map<String, Integer> used = new HashMap<>();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                String title = PlainText.of(heading);
                sections.add(new PageSection(heading.getLevel(), anchor(title, used), title, ""));
            } else if (!sections.isEmpty()) {
                int last = sections.size() - 1;
                sections.set(last, sections.get(last).with(PlainText.of(node)));
            }
        }
        return List.copyOf(sections);
    }

    private PageSection with(String more) {
        return new PageSection(level, anchor, heading, (text + " " + more).strip());
    }

    private static String anchor(String title, Map<String, Integer> used) {
        String anchor = title.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
        int times = used.merge(anchor, 1, Integer::sum);
        return times == 1 ? anchor : anchor + "-" + (times - 1);
    }
}
