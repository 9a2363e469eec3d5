package io.exportcomments.platform;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The list, in the order of its source; of two hosts that a URL has, the longer one counts. */
final class PlatformTable {
    private static final String DISQUS = "disqus";

    /**
     * A platform and its hosts.
     *
     * @param hosts the hosts, each with all below it; one whose pages belong to several has the first part of the path,
     *     too
     */
    private record Entry(Platform platform, List<String> hosts) {}

    private static final List<Entry> ENTRIES = List.of(
            entry(
                    "instagram",
                    "Instagram",
                    "instagram.com",
                    "replies limit cookies vpn",
                    "comments posts",
                    "instagram.com/p/{post}",
                    "instagram.com/reel/{reel}",
                    "instagram.com/{user}"),
            entry(
                    "youtube",
                    "YouTube",
                    "youtube.com youtu.be",
                    "replies limit vpn",
                    "comments",
                    "youtube.com/watch?v={video}",
                    "youtu.be/{video}",
                    "youtube.com/shorts/{short}",
                    "music.youtube.com/watch?v={video}"),
            entry(
                    "tiktok",
                    "TikTok",
                    "tiktok.com",
                    "replies limit vpn cookies",
                    "comments posts",
                    "tiktok.com/@{user}/video/{video}",
                    "tiktok.com/{user}"),
            entry(
                    "facebook",
                    "Facebook",
                    "facebook.com fb.watch",
                    "replies limit cookies vpn facebookAds",
                    "comments reviews posts",
                    "facebook.com/{page}/posts/{post}",
                    "facebook.com/groups/{group}",
                    "facebook.com/{page}/reviews"),
            entry(
                    "twitter",
                    "Twitter / X",
                    "twitter.com x.com",
                    "replies limit tweets likes followers following cookies vpn",
                    "comments tweets followers following likes",
                    "twitter.com/{user}/status/{tweet}",
                    "x.com/{user}/status/{tweet}",
                    "twitter.com/{user}",
                    "x.com/{user}"),
            entry(
                    "linkedin",
                    "LinkedIn",
                    "linkedin.com",
                    "replies limit cookies vpn",
                    "comments",
                    "linkedin.com/posts/{post}",
                    "linkedin.com/feed/update/{activity}"),
            entry(
                    "reddit",
                    "Reddit",
                    "reddit.com",
                    "replies limit vpn",
                    "comments posts",
                    "reddit.com/r/{subreddit}/comments/{post}",
                    "reddit.com/r/{subreddit}"),
            entry(
                    "threads",
                    "Threads",
                    "threads.net threads.com",
                    "replies limit vpn",
                    "comments",
                    "threads.net/@{user}/post/{post}",
                    "threads.com/@{user}/post/{post}"),
            entry("trustpilot", "Trustpilot", "trustpilot.*", "limit vpn", "reviews", "trustpilot.com/review/{domain}"),
            entry("yelp", "Yelp", "yelp.*", "limit vpn", "reviews", "yelp.com/biz/{business}"),
            entry(
                    "amazon",
                    "Amazon",
                    "amazon.*",
                    "limit vpn",
                    "reviews",
                    "amazon.*/dp/{asin}",
                    "amazon.*/{title}/dp/{asin}",
                    "amazon.*/product-reviews/{asin}"),
            entry(
                    "google_reviews",
                    "Google Reviews",
                    "google.*/maps maps.google.* maps.app.goo.gl",
                    "limit vpn",
                    "reviews",
                    "google.*/maps/place/{place}",
                    "maps.google.*?cid={id}"),
            entry(
                    "tripadvisor",
                    "TripAdvisor",
                    "tripadvisor.*",
                    "limit vpn",
                    "reviews",
                    "tripadvisor.*/{kind}-Reviews-{name}"),
            entry(
                    "appstore",
                    "Apple App Store",
                    "apps.apple.com",
                    "limit vpn",
                    "reviews",
                    "apps.apple.com/{country}/app/{name}/id{app}"),
            entry(
                    "playstore",
                    "Google Play Store",
                    "play.google.com",
                    "limit vpn",
                    "reviews",
                    "play.google.com/store/apps/details?id={package}"),
            entry(
                    "twitch",
                    "Twitch",
                    "twitch.tv",
                    "limit vpn",
                    "comments chat",
                    "twitch.tv/videos/{video}",
                    "twitch.tv/{user}/clip/{clip}"),
            entry(
                    "discord",
                    "Discord",
                    "discord.com",
                    "limit cookies",
                    "messages",
                    "discord.com/channels/{server}/{channel}"),
            entry("vimeo", "Vimeo", "vimeo.com", "replies limit vpn", "comments", "vimeo.com/{video}"),
            entry("imdb", "IMDb", "imdb.com", "limit vpn", "reviews", "imdb.com/title/{title}/reviews"),
            entry("aliexpress", "AliExpress", "aliexpress.*", "limit vpn", "reviews", "aliexpress.*/item/{item}.html"),
            entry("shopee", "Shopee", "shopee.*", "limit vpn", "reviews", "shopee.*/{product}-i.{shop}.{item}"),
            entry("etsy", "Etsy", "etsy.com", "limit vpn", "reviews", "etsy.com/listing/{listing}"),
            entry(
                    "walmart",
                    "Walmart",
                    "walmart.com",
                    "limit vpn",
                    "reviews",
                    "walmart.com/ip/{product}",
                    "walmart.com/reviews/product/{product}"),
            entry("bestbuy", "Best Buy", "bestbuy.com", "limit vpn", "reviews", "bestbuy.com/site/{product}/{sku}.p"),
            entry("ebay", "eBay", "ebay.*", "limit vpn", "reviews", "ebay.*/itm/{item}"),
            entry("flipkart", "Flipkart", "flipkart.com", "limit vpn", "reviews", "flipkart.com/{product}/{item}"),
            entry(
                    "producthunt",
                    "Product Hunt",
                    "producthunt.com",
                    "limit vpn",
                    "comments",
                    "producthunt.com/posts/{product}"),
            entry("airbnb", "Airbnb", "airbnb.*", "limit vpn", "reviews", "airbnb.*/rooms/{listing}"),
            entry("steam", "Steam", "steampowered.com", "limit vpn", "reviews", "store.steampowered.com/app/{app}"),
            entry("disqus", "Disqus", "disqus.com", "replies limit vpn", "comments"),
            entry(
                    "vk",
                    "VKontakte (VK)",
                    "vk.com",
                    "replies limit vpn",
                    "comments",
                    "vk.com/wall{owner}_{post}",
                    "vk.com/{community}?w=wall{owner}_{post}"),
            entry("lazada", "Lazada", "lazada.*", "limit vpn", "reviews", "lazada.*/products/{product}-{item}.html"),
            entry("change_org", "Change.org", "change.org", "limit vpn", "comments", "change.org/p/{petition}"));

    static final List<Platform> ALL = ENTRIES.stream().map(Entry::platform).toList();

    /** The options of which the list says which platforms take them. */
    static final Set<String> OPTIONS =
            ALL.stream().flatMap(platform -> platform.options().stream()).collect(Collectors.toUnmodifiableSet());

    private PlatformTable() {}

    private static Entry entry(String id, String name, String hosts, String options, String exports, String... urls) {
        Platform platform = new Platform(id, name, List.of(urls), words(options), words(exports));
        return new Entry(platform, List.copyOf(words(hosts)));
    }

    private static Set<String> words(String text) {
        return new LinkedHashSet<>(Arrays.asList(text.split(" ")));
    }

    private static boolean isOf(PageUrl url, String host) {
        int slash = host.indexOf('/');
        return slash < 0
                ? UrlPattern.isHostOf(url.host(), host)
                : UrlPattern.isHostOf(url.host(), host.substring(0, slash))
                        && url.path().stream().limit(1).anyMatch(host.substring(slash + 1)::equals);
    }

    static Optional<Platform> detect(PageUrl url) {
        Platform best = null;
        int length = 0;
        for (Entry entry : ENTRIES) {
            for (String host : entry.hosts()) {
                if (host.length() > length && isOf(url, host)) {
                    best = entry.platform();
                    length = host.length();
                }
            }
        }
        return Optional.ofNullable(best).or(() -> url.mentions(DISQUS) ? Platform.byId(DISQUS) : Optional.empty());
    }
}
