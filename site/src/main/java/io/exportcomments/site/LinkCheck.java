package io.exportcomments.site;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for dead links in a folder of pages: each must lead to a file that is there, and to an id in it. Links to other
 * hosts are looked at for their form only, and nothing that a page loads may come from one.
 */
final class LinkCheck {
    private static final Pattern TAG = Pattern.compile("<(\\w+)\\s([^<>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("(?<![\\w-])(href|src|id|name)=\"([^\"]*)\"");
    private static final Pattern REFRESH = Pattern.compile("content=\"\\d+; *url=([^\"]*)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS = Pattern.compile("url\\(\\s*[\"']?([^\"')]+)");
    private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z+.-]*):.*");
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1");

    private final Path root;
    private final Map<Path, Set<String>> ids = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private int links;

    private LinkCheck(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** Looks at all pages in a folder. */
    static LinkReport of(Path root) throws IOException {
        LinkCheck check = new LinkCheck(root);
        List<Path> pages = FileTrees.ending(check.root, ".html");
        for (Path page : pages) {
            check.page(page);
        }
        for (Path sheet : FileTrees.ending(check.root, ".css")) {
            check.styleSheet(sheet);
        }
        return new LinkReport(pages.size(), check.links, check.problems);
    }

    private void page(Path page) throws IOException {
        Matcher tags = TAG.matcher(Files.readString(page));
        while (tags.find()) {
            Matcher attributes = ATTRIBUTE.matcher(tags.group(2));
            while (attributes.find()) {
                String kind = attributes.group(1);
                if (kind.equals("href") || kind.equals("src")) {
                    link(page, tags.group(1), Markup.unescape(attributes.group(2)));
                }
            }
            Matcher refresh = REFRESH.matcher(tags.group(2));
            if (tags.group(1).equals("meta") && refresh.find()) {
                link(page, "a", Markup.unescape(refresh.group(1)));
            }
        }
    }

    private void styleSheet(Path sheet) throws IOException {
        Matcher addresses = ADDRESS.matcher(Files.readString(sheet));
        while (addresses.find()) {
            if (!addresses.group(1).startsWith("data:")) {
                link(sheet, "style", addresses.group(1));
            }
        }
    }

    private void link(Path page, String tag, String link) throws IOException {
        links++;
        Matcher scheme = SCHEME.matcher(link);
        if (scheme.matches() || link.startsWith("//")) {
            if (!tag.equals("a")) {
                problem(page, "loads from another place", link);
            } else if (!isWellFormed(link)) {
                problem(page, "has a malformed link", link);
            }
            return;
        }
        int hash = link.indexOf('#');
        String path = (hash < 0 ? link : link.substring(0, hash)).replaceFirst("\\?.*", "");
        Path target = path.isEmpty() ? page : page.resolveSibling(decode(path)).normalize();
        if (!target.startsWith(root)) {
            problem(page, "links to what is not on the site", link);
        } else if (!Files.isRegularFile(target)) {
            problem(page, "has a dead link", link);
        } else if (hash >= 0 && hash + 1 < link.length() && !hasId(target, link.substring(hash + 1))) {
            problem(page, "links to an id that is not there", link);
        }
    }

    private static boolean isWellFormed(String link) {
        try {
            URI address = new URI(link);
            String host = address.getHost();
            boolean here = host != null && THIS_MACHINE.contains(host);
            return host != null
                    && address.getUserInfo() == null
                    && ("https".equals(address.getScheme()) || ("http".equals(address.getScheme()) && here))
                    && (here || host.contains("."));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private boolean hasId(Path target, String id) throws IOException {
        Set<String> found = ids.get(target);
        if (found == null) {
            found = ids(Files.readString(target));
            ids.put(target, found);
        }
        return found.contains(id) || found.contains(decode(id));
    }

    private static Set<String> ids(String html) {
        Set<String> ids = new HashSet<>();
        Matcher tags = TAG.matcher(html);
        while (tags.find()) {
            Matcher attributes = ATTRIBUTE.matcher(tags.group(2));
            while (attributes.find()) {
                String kind = attributes.group(1);
                if (kind.equals("id") || kind.equals("name")) {
                    ids.add(Markup.unescape(attributes.group(2)));
                }
            }
        }
        return ids;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a stray % stands for itself, and then leads nowhere
        }
    }

    private void problem(Path page, String what, String link) {
        problems.add(root.relativize(page) + " " + what + ": " + link);
    }
}
