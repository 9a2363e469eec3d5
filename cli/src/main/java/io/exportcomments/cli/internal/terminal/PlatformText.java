package io.exportcomments.cli.internal.terminal;

import io.exportcomments.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Platforms for people and for scripts. */
public final class PlatformText {
    private static final String ROW = "%-15s  %-17s  %-39s  %s";

    private PlatformText() {}

    /** A table with a heading. */
    public static List<String> table(List<Platform> platforms, boolean coloured) {
        List<String> lines = new ArrayList<>();
        lines.add(Style.BOLD.on(coloured, String.format(Locale.ROOT, ROW, "ID", "NAME", "EXPORTS", "OPTIONS")));
        platforms.forEach(platform -> lines.add(String.format(
                Locale.ROOT,
                ROW,
                platform.id(),
                platform.name(),
                words(platform.exports()),
                words(platform.options()))));
        return lines;
    }

    /** All about one, a fact a line. */
    public static List<String> lines(Platform platform) {
        List<String> lines = new ArrayList<>();
        lines.add(row("id", platform.id()));
        lines.add(row("name", platform.name()));
        lines.add(row("exports", words(platform.exports())));
        lines.add(row("options", words(platform.options())));
        platform.urlPatterns().forEach(pattern -> lines.add(row("url", pattern)));
        if (platform.urlPatterns().isEmpty()) {
            lines.add(row("url", "any page that embeds it"));
        }
        return lines;
    }

    private static String row(String name, String value) {
        return String.format(Locale.ROOT, "%-9s ", name) + value;
    }

    private static String words(Set<String> words) {
        return String.join(" ", words);
    }

    /** A platform as a line of JSON; its fields are listed in {@code docs/cli.md}. */
    public static String json(Platform platform) {
        return json(JsonLine.of("platform"), platform).toString();
    }

    private static JsonLine json(JsonLine line, Platform platform) {
        return line.put("id", platform.id())
                .put("name", platform.name())
                .putList("url_patterns", platform.urlPatterns())
                .putList("options", List.copyOf(platform.options()))
                .putList("exports", List.copyOf(platform.exports()));
    }

    /**
     * The platform of a page as a line of JSON.
     *
     * @param fitting the same platform if the URL has one of its forms
     */
    public static String json(String page, Optional<Platform> detected, Optional<Platform> fitting) {
        JsonLine line = JsonLine.of("detected").put("url", page).put("known_form", fitting.isPresent());
        return detected.map(platform -> json(line, platform))
                .orElseGet(() -> none(line))
                .toString();
    }

    private static JsonLine none(JsonLine line) {
        for (String field : List.of("id", "name", "url_patterns", "options", "exports")) {
            line.put(field, Optional.empty());
        }
        return line;
    }
}
