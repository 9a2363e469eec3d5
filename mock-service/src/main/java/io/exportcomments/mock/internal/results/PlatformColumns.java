package io.exportcomments.mock.internal.results;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns that a platform's results have besides those of all: reviews are rated, and some platforms have ids of 19
 * digits. The names are made up, as the service documents none.
 *
 * @param names the columns, in their order
 */
record PlatformColumns(List<String> names) {
    private static final List<String> REVIEW = List.of("rating", "title", "verified");

    private static final Map<String, List<String>> BY_PLATFORM = Map.ofEntries(
            Map.entry("airbnb", REVIEW),
            Map.entry("aliexpress", REVIEW),
            Map.entry("amazon", REVIEW),
            Map.entry("appstore", REVIEW),
            Map.entry("bestbuy", REVIEW),
            Map.entry("discord", List.of("message_id", "channel_id")),
            Map.entry("ebay", REVIEW),
            Map.entry("etsy", REVIEW),
            Map.entry("flipkart", REVIEW),
            Map.entry("google_reviews", REVIEW),
            Map.entry("imdb", REVIEW),
            Map.entry("instagram", List.of("verified")),
            Map.entry("lazada", REVIEW),
            Map.entry("playstore", REVIEW),
            Map.entry("reddit", List.of("score")),
            Map.entry("shopee", REVIEW),
            Map.entry("steam", List.of("recommended", "hours_played")),
            Map.entry("tripadvisor", REVIEW),
            Map.entry("trustpilot", REVIEW),
            Map.entry("twitch", List.of("offset_seconds")),
            Map.entry("twitter", List.of("tweet_id", "retweets")),
            Map.entry("walmart", REVIEW),
            Map.entry("yelp", REVIEW));

    private static final long NINETEEN_DIGITS = 1_000_000_000_000_000_000L;

    static PlatformColumns of(String platform) {
        return new PlatformColumns(BY_PLATFORM.getOrDefault(platform, List.of()));
    }

    /** The values of a row by column, made up from its number of chance. */
    Map<String, Object> values(long chance) {
        Map<String, Object> values = new LinkedHashMap<>();
        names.forEach(name -> values.put(name, value(name, chance)));
        return values;
    }

    private static Object value(String name, long chance) {
        return switch (name) {
            case "rating" -> 1 + (int) ((chance >>> 12) & 0xFF) % 5;
            case "title" -> Phrases.TEXTS.get((int) ((chance >>> 5) & 0xFFFF) % Phrases.TEXTS.size());
            case "verified", "recommended" -> (chance & 4) == 0;
            case "message_id", "tweet_id" -> NINETEEN_DIGITS + (chance >>> 4);
            case "channel_id" -> NINETEEN_DIGITS + 234_567_890_123_456_789L;
            case "score" -> (int) ((chance >>> 9) & 0x3FF) - 100;
            default -> (int) ((chance >>> 9) & 0xFFF);
        };
    }
}
