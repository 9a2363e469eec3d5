package io.exportcomments.internal.create;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A URL taken apart, for asking whether a service that tidies URLs could have made one of another: scheme,
 * {@code www.}, the fragment, slashes at the end and parameters may have gone.
 */
record ExportUrl(String host, String path, Set<String> parameters) {

    static ExportUrl of(String url) {
        String rest = url.replaceFirst("(?i)^https?://", "").replaceFirst("#.*$", "");
        int query = rest.indexOf('?');
        Set<String> parameters = new TreeSet<>();
        if (query >= 0) {
            parameters.addAll(List.of(rest.substring(query + 1).split("&")));
            rest = rest.substring(0, query);
        }
        int slash = rest.indexOf('/');
        String host = (slash < 0 ? rest : rest.substring(0, slash)).toLowerCase(Locale.ROOT);
        String path = slash < 0 ? "" : rest.substring(slash).replaceFirst("/+$", "");
        return new ExportUrl(host.replaceFirst("^(www|m)\\.", ""), path, parameters);
    }

    boolean mayBeRewrittenTo(ExportUrl shown) {
        return host.equals(shown.host) && path.equals(shown.path) && parameters.containsAll(shown.parameters);
    }
}
