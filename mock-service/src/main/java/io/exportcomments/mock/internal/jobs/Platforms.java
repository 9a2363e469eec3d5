package io.exportcomments.mock.internal.jobs;

import io.exportcomments.mock.job.JobScript;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which platform a URL belongs to, with the ids of the service's own list. */
final class Platforms {

    private static final Map<String, String> BY_DOMAIN = Map.ofEntries(
            Map.entry("apps.apple.com", "appstore"),
            Map.entry("bestbuy.com", "bestbuy"),
            Map.entry("change.org", "change_org"),
            Map.entry("discord.com", "discord"),
            Map.entry("disqus.com", "disqus"),
            Map.entry("etsy.com", "etsy"),
            Map.entry("facebook.com", "facebook"),
            Map.entry("fb.watch", "facebook"),
            Map.entry("flipkart.com", "flipkart"),
            Map.entry("imdb.com", "imdb"),
            Map.entry("instagram.com", "instagram"),
            Map.entry("linkedin.com", "linkedin"),
            Map.entry("maps.app.goo.gl", "google_reviews"),
            Map.entry("play.google.com", "playstore"),
            Map.entry("producthunt.com", "producthunt"),
            Map.entry("reddit.com", "reddit"),
            Map.entry("steampowered.com", "steam"),
            Map.entry("threads.com", "threads"),
            Map.entry("threads.net", "threads"),
            Map.entry("tiktok.com", "tiktok"),
            Map.entry("twitch.tv", "twitch"),
            Map.entry("twitter.com", "twitter"),
            Map.entry("vimeo.com", "vimeo"),
            Map.entry("vk.com", "vk"),
            Map.entry("walmart.com", "walmart"),
            Map.entry("x.com", "twitter"),
            Map.entry("youtu.be", "youtube"),
            Map.entry("youtube.com", "youtube"));

    /** These have a domain in each country. */
    private static final Map<String, String> BY_NAME = Map.of(
            "airbnb", "airbnb",
            "aliexpress", "aliexpress",
            "amazon", "amazon",
            "ebay", "ebay",
            "google", "google_reviews",
            "lazada", "lazada",
            "shopee", "shopee",
            "tripadvisor", "tripadvisor",
            "trustpilot", "trustpilot",
            "yelp", "yelp");

    private static final Pattern IN_ANY_COUNTRY =
            Pattern.compile("(?:.*?\\.)??([a-z]+)\\.(?:com|[a-z]{2}|(?:com?|org)\\.[a-z]{2})");
    private static final Set<String> WEB = Set.of("http", "https");

    private Platforms() {}

    /** The platform of a job's URL, or a refusal; a script may set it. */
    static String detect(String url, JobScript script) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw unsupported();
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (!WEB.contains(scheme) || host == null) {
            throw unsupported();
        }
        String set = script.traits().platform();
        String detected = set == null ? of(host.toLowerCase(Locale.ROOT), uri) : set;
        if (detected == null) {
            throw unsupported();
        }
        return detected;
    }

    private static ApiError unsupported() {
        return ApiError.of(400, "INVALID_URL", "The URL provided is not supported.");
    }

    private static @Nullable String of(String host, URI uri) {
        for (String rest = host; !rest.isEmpty(); rest = parent(rest)) {
            String platform = BY_DOMAIN.get(rest);
            if (platform != null) {
                return platform;
            }
        }
        Matcher country = IN_ANY_COUNTRY.matcher(host);
        String platform = country.matches() ? BY_NAME.get(country.group(1)) : null;
        return platform == null && embedsDisqus(uri) ? "disqus" : platform;
    }

    private static String parent(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? "" : host.substring(dot + 1);
    }

    /** Disqus is a guest on any site; which pages have it is told here by their address alone. */
    private static boolean embedsDisqus(URI uri) {
        return uri.toString().toLowerCase(Locale.ROOT).contains("disqus");
    }
}
