package io.exportcomments.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportOptions.Flag;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of platforms. The examples are those of the service's own command line. */
class PlatformTest {

    @ParameterizedTest
    @CsvSource({
        "instagram,https://www.instagram.com/p/ABC123/",
        "instagram,https://www.instagram.com/reel/ABC123/",
        "instagram,https://www.instagram.com/username/",
        "youtube,https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "youtube,https://www.youtube.com/shorts/ABC123",
        "tiktok,https://www.tiktok.com/@username/video/1234567890",
        "tiktok,https://www.tiktok.com/@username",
        "facebook,https://www.facebook.com/page/posts/123456789",
        "facebook,https://www.facebook.com/page/reviews",
        "twitter,https://twitter.com/username/status/1234567890",
        "twitter,https://x.com/username/status/1234567890",
        "twitter,https://x.com/username",
        "linkedin,https://www.linkedin.com/posts/username-activity-123456789",
        "linkedin,https://www.linkedin.com/feed/update/urn:li:activity:123456789",
        "reddit,https://www.reddit.com/r/subreddit/comments/abc123/title/",
        "reddit,https://www.reddit.com/r/subreddit/",
        "threads,https://www.threads.net/@username/post/ABC123",
        "trustpilot,https://www.trustpilot.com/review/example.com",
        "yelp,https://www.yelp.com/biz/business-name-city",
        "amazon,https://www.amazon.com/dp/B08N5WRWNW",
        "amazon,https://www.amazon.com/product-reviews/B08N5WRWNW",
        "google_reviews,https://www.google.com/maps/place/Business+Name/",
        "tripadvisor,https://www.tripadvisor.com/Restaurant_Review-g123-d456-Reviews-Name.html",
        "appstore,https://apps.apple.com/us/app/example/id123456789",
        "playstore,https://play.google.com/store/apps/details?id=com.example.app",
        "twitch,https://www.twitch.tv/videos/1234567890",
        "discord,https://discord.com/channels/123456789/987654321",
        "vimeo,https://vimeo.com/123456789",
        "imdb,https://www.imdb.com/title/tt1234567/reviews",
        "aliexpress,https://www.aliexpress.com/item/1234567890.html",
        "shopee,https://shopee.sg/product-i.123.456",
        "etsy,https://www.etsy.com/listing/1234567890/",
        "walmart,https://www.walmart.com/ip/123456789",
        "bestbuy,https://www.bestbuy.com/site/product/1234567.p",
        "ebay,https://www.ebay.com/itm/123456789",
        "flipkart,https://www.flipkart.com/product/p/itm123",
        "producthunt,https://www.producthunt.com/posts/product-name",
        "airbnb,https://www.airbnb.com/rooms/123456",
        "steam,https://store.steampowered.com/app/570/DotA_2/",
        "disqus,https://example.com/article-with-disqus-comments",
        "vk,https://vk.com/wall-123456_789",
        "lazada,https://www.lazada.sg/products/product-name-i123456.html",
        "change_org,https://www.change.org/p/petition-title",
    })
    void everyExampleOfTheOfficialListIsDetectedAndHasAFormOfItsPlatform(String id, URI page) {
        Platform platform = Platform.detect(page).orElseThrow();
        assertThat(platform.id()).isEqualTo(id);
        assertThat(platform.fits(page)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "youtube,https://youtu.be/dQw4w9WgXcQ?si=x,true",
        "youtube,https://music.youtube.com/watch?list=a&v=dQw4w9WgXcQ,true",
        "youtube,HTTPS://M.YouTube.com/watch?v=dQw4w9WgXcQ,true",
        "youtube,https://www.youtube.com/@channel/videos,false",
        "youtube,https://www.youtube.com/watch,false",
        "amazon,https://www.amazon.co.uk/Some-Book/dp/B08N5WRWNW/ref=sr_1,true",
        "amazon,https://smile.amazon.de/dp/B08N5WRWNW,true",
        "amazon,https://www.amazon.com.br/dp/B08N5WRWNW,true",
        "amazon,https://www.amazon.com/gp/help,false",
        "playstore,https://play.google.com/store/apps/details?hl=de&id=com.example,true",
        "google_reviews,https://maps.google.com/?cid=123,true",
        "google_reviews,https://maps.app.goo.gl/abc,false",
        "twitter,https://mobile.twitter.com/user/status/1,true",
        "twitter,https://x.com/user/likes,false",
        "instagram,https://www.instagram.com/,false",
        "vk,https://vk.com/club?w=wall-12_34,true",
        "vk,https://vk.com/club?w=story-12_34,false",
        "youtube,https://www.youtube.com/watch?list=abc,false",
        "threads,https://www.threads.com/@user/post/x,true",
        "facebook,https://fb.watch/abc/,false",
        "disqus,https://disqus.com/home/discussion/x,true",
    })
    void otherHostsAndForms(String id, URI page, boolean fits) {
        Platform platform = Platform.detect(page).orElseThrow();
        assertThat(platform.id()).isEqualTo(id);
        assertThat(platform.fits(page)).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/post",
        "https://netflix.com/title/1",
        "https://notyoutube.com/watch?v=1",
        "https://youtube.com.example.org/watch?v=1",
        "https://amazon.example.com/dp/1",
        "https://amazonia.com/dp/1",
        "https://docs.google.com/document/d/1",
        "https://www.google.com/search?q=maps",
        "ftp://youtube.com/watch?v=1",
        "youtube.com/watch?v=1",
        "mailto:someone@youtube.com",
    })
    void whatIsNotOnTheListIsNoError(URI page) {
        assertThat(Platform.detect(page)).isEmpty();
        assertThat(Platform.all()).noneMatch(platform -> platform.fits(page));
    }

    @Test
    void theListIsWhole() {
        List<String> ids = Platform.all().stream().map(Platform::id).toList();
        assertThat(ids).hasSize(33).doesNotHaveDuplicates();
        assertThat(Platform.byId("change_org").map(Platform::name)).contains("Change.org");
        assertThat(Platform.byId("nowhere")).isEmpty();
        assertThat(Platform.all()).allSatisfy(platform -> {
            assertThat(platform.options()).contains("limit");
            assertThat(platform.exports()).isNotEmpty();
        });
    }

    @Test
    void eachOptionHasTheNameThatGoesOnTheWire() {
        Set<String> names = Platform.all().stream()
                .flatMap(platform -> platform.options().stream())
                .collect(Collectors.toCollection(HashSet::new));
        for (Flag flag : Flag.values()) {
            names.remove(flag.wireName());
        }
        assertThat(names).containsExactlyInAnyOrder("limit", "cookies", "vpn");
    }

    @Test
    void optionsThatOnlyOtherPlatformsTakeAreFound() {
        Platform shop = Platform.byId("etsy").orElseThrow();
        ExportOptions given = ExportOptions.builder()
                .limit(3)
                .replies(true)
                .flag(Flag.TWEETS, false)
                .flag(Flag.ADVANCED, true)
                .set("facebookAds", 1)
                .set("cursor", "x")
                .set("likes", null)
                .build();
        assertThat(shop.optionsOfOthers(given)).containsExactly("replies", "facebookAds");
        assertThat(shop.optionsOfOthers(ExportOptions.NONE)).isEmpty();
        assertThat(Platform.byId("twitter")
                        .orElseThrow()
                        .optionsOfOthers(ExportOptions.builder().replies(true).build()))
                .isEmpty();
    }

    @Test
    void aPlatformIsAValue() {
        Optional<Platform> one = Platform.byId("etsy");
        assertThat(one).isEqualTo(Platform.detect(URI.create("https://www.etsy.com/listing/1")));
        assertThat(one.orElseThrow().options().toArray()).containsExactly("limit", "vpn");
    }
}
