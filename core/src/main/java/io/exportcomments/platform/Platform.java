package io.exportcomments.platform;

import io.exportcomments.job.ExportOptions;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A platform that the service exports from: what its URLs look like, which options it takes, and what it exports. It
 * only informs: the service decides what it takes, and may know more than this list.
 *
 * <p>Source: the list in the service's own command line, {@code src/platforms.ts} of {@code exportcomments-cli}, with
 * the other hosts under which a platform is reached. Immutable.
 *
 * @param id the service's word for it, such as {@code google_reviews}
 * @param name its name, for people
 * @param urlPatterns the forms of its URLs, without scheme and {@code www.}: <code>{name}</code> stands for any text
 *     within a part, and a last part {@code *} of a host for any country's domain; empty where any URL will do
 * @param options the options that it takes, by their names on the wire
 * @param exports what it exports: {@code comments}, {@code reviews} and the like
 */
public record Platform(String id, String name, List<String> urlPatterns, Set<String> options, Set<String> exports) {

    /** Copies the lists. */
    public Platform {
        urlPatterns = List.copyOf(urlPatterns);
        options = ordered(options);
        exports = ordered(exports);
    }

    private static Set<String> ordered(Set<String> words) {
        return java.util.Collections.unmodifiableSet(new LinkedHashSet<>(words));
    }

    /** All platforms of the list. */
    public static List<Platform> all() {
        return PlatformTable.ALL;
    }

    /** The platform with an id; empty if the list has none. */
    public static Optional<Platform> byId(String id) {
        return PlatformTable.ALL.stream()
                .filter(platform -> platform.id.equals(id))
                .findFirst();
    }

    /**
     * The platform that a page belongs to, by its host; a page of any other host is taken for one with Disqus comments
     * if its URL says {@code disqus}. Empty for what is not on the list, which is no error, and for what is no http or
     * https URL.
     */
    public static Optional<Platform> detect(URI page) {
        return PageUrl.of(page).flatMap(PlatformTable::detect);
    }

    /** Whether the page's URL has one of the forms of this platform. */
    public boolean fits(URI page) {
        return urlPatterns.isEmpty()
                ? detect(page).filter(this::equals).isPresent()
                : PageUrl.of(page)
                        .filter(url -> urlPatterns.stream().anyMatch(pattern -> new UrlPattern(pattern).matches(url)))
                        .isPresent();
    }

    /**
     * The options that are set and that other platforms of the list take, but not this one, by their names on the wire.
     * Those that the list says of no platform, such as {@code minTimestamp}, are none of them, nor is a no.
     */
    public Set<String> optionsOfOthers(ExportOptions given) {
        return given.asMap().entrySet().stream()
                .filter(option -> isWanted(option.getValue()))
                .map(Map.Entry::getKey)
                .filter(option -> !options.contains(option) && PlatformTable.OPTIONS.contains(option))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean isWanted(@Nullable Object value) {
        return value != null && !Boolean.FALSE.equals(value);
    }
}
