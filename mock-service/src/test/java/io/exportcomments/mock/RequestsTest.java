package io.exportcomments.mock;

import static io.exportcomments.mock.Http.VIDEO;
import static io.exportcomments.mock.Http.array;
import static io.exportcomments.mock.Http.code;
import static io.exportcomments.mock.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.answer.AnswerStyle;
import io.exportcomments.mock.answer.AnswerStyle.Links;
import io.exportcomments.mock.answer.AnswerStyle.Lists;
import io.exportcomments.mock.answer.AnswerStyle.Names;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked well, what is asked badly, and what the service says. */
class RequestsTest {

    private final ManualClock clock = MockClock.manual();
    private final MockService mock = MockService.builder()
            .clock(clock)
            .defaultScript(JobScript.instant())
            .start();
    private final Http http = new Http(mock);

    @AfterEach
    void close() {
        mock.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/ping", "/api/v3/jobs", "/api/v3/job/b4219d47-3138-4efd-9762-2ef9f9495084"})
    void aMissingOrWrongTokenIsRefused(String path) {
        HttpResponse<byte[]> missing =
                http.send(HttpRequest.newBuilder(http.at(path)).build());
        HttpResponse<byte[]> wrong = http.send(HttpRequest.newBuilder(http.at(path))
                .header("X-AUTH-TOKEN", "x".repeat(120))
                .build());
        assertThat(code(missing)).isEqualTo("401 AUTH_HEADER_TOKEN");
        assertThat(code(wrong)).isEqualTo("401 AUTH_HEADER_TOKEN");
    }

    @Test
    void anExpiredTokenOrPlanIsRefused() {
        mock.account().tokenExpired(true);
        assertThat(code(http.get("/api/v1/ping"))).isEqualTo("403 TOKEN_EXPIRED");
        mock.account().tokenExpired(false);
        mock.account().planExpired(true);
        assertThat(code(http.get("/api/v1/ping"))).isEqualTo("403 PLAN_EXPIRED");
        mock.account().planExpired(false);
        assertThat(http.get("/api/v1/ping").statusCode()).isEqualTo(200);
    }

    @Test
    void aPlatformThatThePlanLacksIsRefused() {
        mock.account().plan(ServicePlan.unlimited().withoutPlatforms("LinkedIn"));
        assertThat(code(http.create("https://www.linkedin.com/posts/1"))).isEqualTo("403 PLATFORM_NOT_ALLOWED");
        assertThat(http.create(VIDEO).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "7",
                "{}",
                "{\"url\":null}",
                "{\"url\":7}",
                "{\"url\":\"https://youtu.be/x\",\"options\":[]}",
                "{\"url\":\"https://youtu.be/x\",\"options\":\"none\"}"
            })
    void aBodyThatIsNoRequestIsInvalid(String body) {
        assertThat(code(http.createFrom(body))).isEqualTo("400 INVALID_REQUEST");
        assertThat(mock.jobs().all()).isEmpty();
    }

    @Test
    void theBodyMustBeCalledJson() {
        HttpResponse<byte[]> answer = http.send(http.to("/api/v3/job")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"url\":\"https://youtu.be/x\"}"))
                .build());
        assertThat(code(answer)).isEqualTo("400 INVALID_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "youtube",
                "ftp://youtube.com/x",
                "https://",
                "https://example.com/x",
                "https://notyoutube.com/",
                "https://amazon.de.example/",
                "https://notamazon.de/",
                "https://youtube.com.example/",
                "javascript:alert(1)",
                "https://youtube.com/a b"
            })
    void aUrlOfNoKnownPlatformIsInvalid(String url) {
        assertThat(code(http.create(url))).isEqualTo("400 INVALID_URL");
    }

    @ParameterizedTest
    @CsvSource({
        "https://youtu.be/x,youtube",
        "https://m.youtube.com/watch?v=x,youtube",
        "https://WWW.Instagram.com/p/ABC123/,instagram",
        "http://x.com/a/status/1,twitter",
        "https://apps.apple.com/app/id1,appstore",
        "https://www.amazon.de/dp/B08N5WRWNW,amazon",
        "https://www.amazon.co.uk/dp/B08N5WRWNW,amazon",
        "https://m.yelp.de/biz/name,yelp",
        "https://shopee.com.my/product-i.123.456,shopee",
        "https://www.tripadvisor.fr/Restaurant_Review-g1-d2,tripadvisor",
        "https://maps.google.com/?cid=1,google_reviews",
        "https://maps.app.goo.gl/AbC,google_reviews",
        "https://music.youtube.com/watch?v=x,youtube"
    })
    void thePlatformIsFoundByTheHost(String url, String platform) {
        assertThat(json(http.create(url)).getString("platform")).isEqualTo(platform);
    }

    /**
     * The example addresses of the service's own list of platforms (its command line, src/platforms.ts), by its ids.
     */
    @ParameterizedTest
    @CsvSource({
        "instagram, https://www.instagram.com/p/ABC123/",
        "instagram, https://www.instagram.com/reel/ABC123/",
        "instagram, https://www.instagram.com/username/",
        "youtube, https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "youtube, https://www.youtube.com/shorts/ABC123",
        "tiktok, https://www.tiktok.com/@username/video/1234567890",
        "tiktok, https://www.tiktok.com/@username",
        "facebook, https://www.facebook.com/page/posts/123456789",
        "facebook, https://www.facebook.com/page/reviews",
        "twitter, https://twitter.com/username/status/1234567890",
        "twitter, https://x.com/username/status/1234567890",
        "twitter, https://x.com/username",
        "linkedin, https://www.linkedin.com/posts/username-activity-123456789",
        "linkedin, https://www.linkedin.com/feed/update/urn:li:activity:123456789",
        "reddit, https://www.reddit.com/r/subreddit/comments/abc123/title/",
        "reddit, https://www.reddit.com/r/subreddit/",
        "threads, https://www.threads.net/@username/post/ABC123",
        "trustpilot, https://www.trustpilot.com/review/example.com",
        "yelp, https://www.yelp.com/biz/business-name-city",
        "amazon, https://www.amazon.com/dp/B08N5WRWNW",
        "amazon, https://www.amazon.com/product-reviews/B08N5WRWNW",
        "google_reviews, https://www.google.com/maps/place/Business+Name/",
        "tripadvisor, https://www.tripadvisor.com/Restaurant_Review-g123-d456-Reviews-Name.html",
        "appstore, https://apps.apple.com/us/app/example/id123456789",
        "playstore, https://play.google.com/store/apps/details?id=com.example.app",
        "twitch, https://www.twitch.tv/videos/1234567890",
        "discord, https://discord.com/channels/123456789/987654321",
        "vimeo, https://vimeo.com/123456789",
        "imdb, https://www.imdb.com/title/tt1234567/reviews",
        "aliexpress, https://www.aliexpress.com/item/1234567890.html",
        "shopee, https://shopee.sg/product-i.123.456",
        "etsy, https://www.etsy.com/listing/1234567890/",
        "walmart, https://www.walmart.com/ip/123456789",
        "bestbuy, https://www.bestbuy.com/site/product/1234567.p",
        "ebay, https://www.ebay.com/itm/123456789",
        "flipkart, https://www.flipkart.com/product/p/itm123",
        "producthunt, https://www.producthunt.com/posts/product-name",
        "airbnb, https://www.airbnb.com/rooms/123456",
        "steam, https://store.steampowered.com/app/570/DotA_2/",
        "disqus, https://example.com/article-with-disqus-comments",
        "vk, https://vk.com/wall-123456_789",
        "lazada, https://www.lazada.sg/products/product-name-i123456.html",
        "change_org, https://www.change.org/p/petition-title"
    })
    void eachPlatformOfTheServicesOwnListIsTaken(String platform, String url) {
        assertThat(json(http.create(url)).getString("platform")).isEqualTo(platform);
    }

    @Test
    void errorsSayTheSameInErrorAndInDetail() {
        JsonObject error = json(http.create("https://example.com/x"));
        assertThat(error.getString("error")).isNotEmpty().isEqualTo(error.getString("detail"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"limit\":0}",
                "{\"limit\":\"5\"}",
                "{\"limit\":1.5}",
                "{\"replies\":1}",
                "{\"minTimestamp\":-1}",
                "{\"cookies\":[]}",
                "{\"cookies\":{\"a\":1}}",
                "{\"vpn\":5}"
            })
    void aKnownOptionOfAWrongTypeIsAValidationError(String options) {
        assertThat(http.create(VIDEO, new JsonObject(options)).statusCode()).isEqualTo(422);
    }

    @Test
    void whatIsNotThereIs404AndAWrongMethodIs405() {
        assertThat(json(http.get("/nothing")).getInteger("status_code")).isEqualTo(404);
        assertThat(http.get("/api/v3/job/b4219d47-3138-4efd-9762-2ef9f9495084").statusCode())
                .isEqualTo(404);
        assertThat(http.get("/api/v3/job/no-guid").statusCode()).isEqualTo(404);
        assertThat(http.patch("no-guid", "stop").statusCode()).isEqualTo(404);
        HttpResponse<byte[]> wrong = http.send(http.to("/api/v3/jobs").DELETE().build());
        assertThat(json(wrong).getInteger("status_code")).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow")).contains("GET");
    }

    @Test
    void theListIsNewestFirstAndPagesDoNotOverlap() {
        for (int i = 0; i < 45; i++) {
            mock.jobs().seed(SeedJob.of(VIDEO).age(Duration.ofSeconds(i % 7)));
        }
        List<String> all =
                mock.jobs().all().stream().map(j -> j.guid().toString()).toList();
        assertThat(guids(array(http.get("/api/v3/jobs")))).isEqualTo(all.subList(0, 20));
        assertThat(guids(array(http.get("/api/v3/jobs?page=2&limit=20")))).isEqualTo(all.subList(20, 40));
        assertThat(guids(array(http.get("/api/v3/jobs?page=3&limit=20")))).isEqualTo(all.subList(40, 45));
        assertThat(guids(array(http.get("/api/v3/jobs?page=4&limit=20")))).isEmpty();
        assertThat(mock.jobs().all())
                .isSortedAccordingTo((a, b) -> b.createdAt().compareTo(a.createdAt()));
        for (String bad : List.of("page=0", "limit=0", "page=x", "limit=-1", "page=99999999999")) {
            assertThat(code(http.get("/api/v3/jobs?" + bad))).isEqualTo("400 INVALID_REQUEST");
        }
    }

    @Test
    void bytesThatAreNoProperRequestHarmNothing() throws IOException {
        for (String target : List.of("/api/v3/jobs?page=%zz", "/api/v3/job/%zz", "/api/v3/jobs?page=%")) {
            try (RawClient client = new RawClient(mock)) {
                client.send("GET", target, "");
                assertThat(client.readUntil("\r\n")).as(target).containsPattern("HTTP/1.1 40[04]");
            }
        }
        String large = "{\"url\":\"" + VIDEO + "\",\"options\":{\"x\":\"" + "y".repeat(2 << 20) + "\"}}";
        assertThat(code(http.createFrom(large))).isEqualTo("400 INVALID_REQUEST");
        assertThat(http.get("/api/v1/ping").statusCode()).isEqualTo(200);
    }

    @Test
    void answersComeInOtherSpellings() {
        AnswerStyle style = AnswerStyle.documented()
                .links(Links.RELATIVE)
                .names(Names.SNAKE)
                .lists(Lists.ITEMS)
                .createStatus(200);
        try (MockService other = MockService.builder()
                .style(style)
                .defaultScript(JobScript.instant())
                .start()) {
            Http client = new Http(other);
            HttpResponse<byte[]> created = client.create(VIDEO);
            String guid = json(created).getString("guid");
            assertThat(created.statusCode()).isEqualTo(200);
            assertThat(json(created).getString("download_url")).isEqualTo("/api/v3/job/" + guid + "/download");
            assertThat(json(created).getString("json_url")).startsWith("/exports/");
            assertThat(json(created).getString("raw_file")).isNotEmpty();
            assertThat(client.get(json(created).getString("json_url")).statusCode())
                    .isEqualTo(200);
            JsonObject page = json(client.get("/api/v3/jobs?limit=7"));
            assertThat(page.getInteger("total")).isEqualTo(1);
            assertThat(page.getInteger("limit")).isEqualTo(7);
            assertThat(guids(page.getJsonArray("items"))).containsExactly(guid);
        }
        try (MockService camel = MockService.builder()
                .style(style.names(Names.CAMEL).lists(Lists.DATA).links(Links.OTHER_ORIGIN))
                .defaultScript(JobScript.instant())
                .start()) {
            Http client = new Http(camel);
            JsonObject job = json(client.create(VIDEO));
            assertThat(job.getString("downloadUrl")).startsWith(camel.otherOrigin() + "/exports/");
            assertThat(job.getInteger("totalExported")).isPositive();
            assertThat(json(client.get("/api/v3/jobs")).getJsonArray("data")).hasSize(1);
        }
    }

    @Test
    void theRealtimeTokenIsASignedJwtForTheAccount() throws GeneralSecurityException {
        JsonObject answer = json(http.send(
                http.to("/api/public/auth/socket").POST(BodyPublishers.noBody()).build()));
        String[] parts = answer.getString("token").split("\\.", -1);
        JsonObject claims = new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        String account = mock.account().id().toString();
        assertThat(claims.getString("sub")).isEqualTo(account);
        assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(24 * 3600);
        assertThat(claims.getLong("iat")).isEqualTo(clock.now().getEpochSecond());
        assertThat(claims.getJsonArray("channels")).contains("exports:" + account);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("exportcomments-mock-1".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8));
        assertThat(Base64.getUrlDecoder().decode(parts[2])).isEqualTo(signature);
    }

    @Test
    void theJournalShowsWhatWasAskedButNoSecret() {
        String guid = json(http.create(VIDEO, new JsonObject("{\"cookies\":{\"sid\":\"s3cret\"}}")))
                .getString("guid");
        http.get("/api/v3/jobs?page=1");
        http.send(HttpRequest.newBuilder(http.at("/api/v1/ping"))
                .header("X-AUTH-TOKEN", "wrongtoken")
                .build());
        mock.journal().awaitIdle(Duration.ofSeconds(5));

        assertThat(mock.journal().entries())
                .extracting(e -> e.operation() + " " + e.status() + " " + e.state())
                .containsExactly("CREATE 201 ANSWERED", "LIST 200 ANSWERED", "PING 401 ANSWERED");
        assertThat(mock.journal().entries().get(0).guid()).hasToString(guid);
        assertThat(mock.journal().toText())
                .contains("/api/v3/jobs?page=1", "token INVALID")
                .doesNotContain("s3cret", "wrongtoken", mock.token());
        assertThat(mock.jobs().all()).hasToString("[" + mock.jobs().all().get(0) + "]");
        assertThat(mock.jobs().all().toString()).doesNotContain("s3cret");
    }

    private static List<String> guids(JsonArray jobs) {
        return jobs.stream().map(job -> ((JsonObject) job).getString("guid")).toList();
    }
}
