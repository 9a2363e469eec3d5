package io.exportcomments.platform;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of a URL, such as <code>amazon.com/dp/{asin}</code>. More parts may follow in the path, but not after a
 * single one that stands for any text: that is somebody's page, and what lies below it is another one.
 */
final class UrlPattern {
    private static final Pattern PLACE = Pattern.compile("\\{\\w+}");

    private final String host;
    private final List<String> path;
    private final List<String> parameters;

    UrlPattern(String pattern) {
        int query = pattern.indexOf('?');
        List<String> parts = List.of((query < 0 ? pattern : pattern.substring(0, query)).split("/"));
        this.host = parts.get(0);
        this.path = parts.subList(1, parts.size());
        this.parameters = query < 0 ? List.of() : List.of(pattern.substring(query + 1));
    }

    boolean matches(PageUrl url) {
        return isHostOf(url.host(), host)
                && (isOnePlace() ? url.path().size() == 1 : url.path().size() >= path.size())
                && parts(path, url.path())
                && parameters.stream()
                        .allMatch(wanted -> url.parameters().stream().anyMatch(given -> part(wanted, given)));
    }

    private boolean isOnePlace() {
        return path.size() == 1 && PLACE.matcher(path.get(0)).matches();
    }

    private static boolean parts(List<String> wanted, List<String> given) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!part(wanted.get(i), given.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean part(String wanted, String given) {
        StringBuilder form = new StringBuilder();
        Matcher places = PLACE.matcher(wanted);
        int end = 0;
        while (places.find()) {
            form.append(Pattern.quote(wanted.substring(end, places.start()))).append(".+");
            end = places.end();
        }
        form.append(Pattern.quote(wanted.substring(end)));
        return Pattern.compile(form.toString(), Pattern.CASE_INSENSITIVE)
                .matcher(given)
                .matches();
    }

    /** Whether a host is the one of a pattern, or below it; {@code *} stands for a country's domain, or {@code com}. */
    static boolean isHostOf(String host, String wanted) {
        if (!wanted.endsWith(".*")) {
            return host.equals(wanted) || host.endsWith("." + wanted);
        }
        String name = Pattern.quote(wanted.substring(0, wanted.length() - 2));
        return host.matches("(?:.+\\.)?" + name + "\\.(?:com|[a-z]{2}|(?:com?|org)\\.[a-z]{2})");
    }
}
