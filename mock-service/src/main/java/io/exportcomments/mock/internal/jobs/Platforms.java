package io.exportcomments.mock.internal.jobs;

import io.exportcomments.mock.job.JobScript;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which platform a URL belongs to, by its host. */
final class Platforms {

    private static final Map<String, String> BY_DOMAIN = Map.ofEntries(
            Map.entry("youtube.com", "youtube"),
            Map.entry("youtu.be", "youtube"),
            Map.entry("instagram.com", "instagram"),
            Map.entry("facebook.com", "facebook"),
            Map.entry("fb.watch", "facebook"),
            Map.entry("tiktok.com", "tiktok"),
            Map.entry("twitter.com", "twitter"),
            Map.entry("x.com", "twitter"),
            Map.entry("threads.net", "threads"),
            Map.entry("reddit.com", "reddit"),
            Map.entry("linkedin.com", "linkedin"),
            Map.entry("vimeo.com", "vimeo"),
            Map.entry("twitch.tv", "twitch"),
            Map.entry("discord.com", "discord"),
            Map.entry("vk.com", "vk"),
            Map.entry("disqus.com", "disqus"),
            Map.entry("trustpilot.com", "trustpilot"),
            Map.entry("yelp.com", "yelp"),
            Map.entry("tripadvisor.com", "tripadvisor"),
            Map.entry("amazon.com", "amazon"),
            Map.entry("steampowered.com", "steam"),
            Map.entry("play.google.com", "googleplay"),
            Map.entry("apps.apple.com", "appstore"),
            Map.entry("google.com", "googlemaps"));

    private Platforms() {}

    /** The platform of a job's URL, or a refusal; a script may set it. */
    static String detect(String url, JobScript script) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw unsupported();
        }
        boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
        String detected = script.platform() == null ? of(uri) : script.platform();
        if (!web || uri.getHost() == null || detected == null) {
            throw unsupported();
        }
        return detected;
    }

    private static ApiError unsupported() {
        return ApiError.of(400, "INVALID_URL", "The URL provided is not supported.");
    }

    private static @Nullable String of(URI uri) {
        String host = uri.getHost();
        String rest = host == null ? "" : host.toLowerCase(Locale.ROOT);
        while (!rest.isEmpty()) {
            String platform = BY_DOMAIN.get(rest);
            if (platform != null) {
                return platform;
            }
            int dot = rest.indexOf('.');
            rest = dot < 0 ? "" : rest.substring(dot + 1);
        }
        return null;
    }
}
