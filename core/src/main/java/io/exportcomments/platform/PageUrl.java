package io.exportcomments.platform;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a page's URL that tell its platform.
 *
 * @param host in lower case, without {@code www.} and the like
 * @param path the parts of the path, as they stand
 * @param parameters the parameters, {@code name=value}, as they stand
 */
record PageUrl(String host, List<String> path, List<String> parameters) {
    /** The parts of a URL; empty if it is not one of the web. */
    static Optional<PageUrl> of(URI page) {
        String host = page.getHost();
        boolean web = "http".equalsIgnoreCase(page.getScheme()) || "https".equalsIgnoreCase(page.getScheme());
        if (!web || host == null) {
            return Optional.empty();
        }
        String bare = host.toLowerCase(Locale.ROOT)
                .replaceFirst("\\.$", "")
                .replaceFirst("^(www\\d?|m|mobile)\\.(?=.*\\.)", "");
        return Optional.of(new PageUrl(bare, parts(page.getRawPath(), "/"), parts(page.getRawQuery(), "[&;]")));
    }

    private static List<String> parts(@Nullable String text, String separator) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(separator))
                        .filter(Predicate.not(String::isEmpty))
                        .toList();
    }

    /** Whether it says the word anywhere, in whatever case. */
    boolean mentions(String word) {
        return (host + path + parameters).toLowerCase(Locale.ROOT).contains(word);
    }
}
