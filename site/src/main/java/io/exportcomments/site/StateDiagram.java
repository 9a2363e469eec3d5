package io.exportcomments.site;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A state diagram of Mermaid as a list, which needs no script: each state with those that follow it. */
final class StateDiagram {
    private static final String OUTSIDE = "[*]";
    private static final Pattern ARROW = Pattern.compile("\\s*(\\S+) --> (\\S+?)(?:: (.*))?");

    private StateDiagram() {}

    /** {@code null} where the text is no such diagram. */
    static @Nullable String html(String text) {
        String[] lines = text.strip().split("\\R");
        if (!lines[0].strip().startsWith("stateDiagram")) {
            return null;
        }
        Map<String, StringJoiner> followers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            Matcher arrow = ARROW.matcher(lines[i]);
            if (!arrow.matches()) {
                return null;
            }
            followers
                    .computeIfAbsent(arrow.group(1), state -> new StringJoiner(", "))
                    .add(follower(arrow.group(2), arrow.group(3)));
        }
        StringBuilder html = new StringBuilder("<dl class=\"states\">\n");
        followers.forEach((state, next) -> html.append("<div><dt>")
                .append(state.equals(OUTSIDE) ? "begins as" : code(state))
                .append("</dt><dd>")
                .append(next)
                .append("</dd></div>\n"));
        return html.append("</dl>").toString();
    }

    private static String follower(String state, @Nullable String event) {
        String name = state.equals(OUTSIDE) ? "the end" : code(state);
        return event == null ? name : name + " (" + Markup.escape(event) + ")";
    }

    private static String code(String state) {
        return "<code>" + Markup.escape(state) + "</code>";
    }
}
