package io.exportcomments.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links are read as browsers read them. */
class WebLinksTest {
    private static final URI BASE = URI.create("https://exportcomments.com/a/b?c=d#e");

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "/x -> https://exportcomments.com/x",
                "x -> https://exportcomments.com/a/x",
                "?q=1 -> https://exportcomments.com/a/b?q=1",
                "?q=[1] 2% -> https://exportcomments.com/a/b?q=[1]%202%25",
                "//other.example/x -> https://other.example/x",
                " /x  -> https://exportcomments.com/x",
                "/[Official] 100%.xlsx -> https://exportcomments.com/%5BOfficial%5D%20100%25.xlsx",
                "/100%25.xlsx -> https://exportcomments.com/100%25.xlsx",
                "/a|b^c`d{e}\"<f> -> https://exportcomments.com/a%7Cb%5Ec%60d%7Be%7D%22%3Cf%3E",
                "/a\\b -> https://exportcomments.com/a%5Cb",
                "/a#b#c -> https://exportcomments.com/a#b%23c",
                "http://my_bucket/x y -> http://my_bucket/x%20y",
                "http://-a-.example.1b:/x -> http://-a-.example.1b:/x",
                "http://b\u00fccher.example/x -> http://xn--bcher-kva.example/x",
                "http://me@b\u00fccher.example:81/x -> http://me@xn--bcher-kva.example:81/x"
            })
    void takesWhatBrowsersTake(String text, String link) {
        assertThat(WebLinks.resolve(BASE, text)).contains(URI.create(link));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "http://",
                "http:///x",
                "http:x",
                "ftp://example.com/x",
                "mailto:a@example.com",
                "http://a b/x",
                "http://[::1/x",
                "http://example.com:65536/x",
                "http://my_bucket:65536/x",
                "http://my_bucket:1234567/x",
                "http://me@my_bucket/x",
                "http://a%20b/x"
            })
    void leavesOutWhatCanNotBeAWebLink(String text) {
        assertThat(WebLinks.resolve(BASE, text)).isEmpty();
    }

    @Test
    void aLinkHasABound() {
        assertThat(WebLinks.resolve(BASE, "/" + "x".repeat(8191))).isPresent();
        assertThat(WebLinks.resolve(BASE, "/" + "x".repeat(8192))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/x, example.com, 443",
        "http://example.com/x, example.com, 80",
        "HTTPS://example.com:8443, example.com, 8443",
        "http://[::1]:81/x, [::1], 81",
        "http://my_bucket/x, my_bucket, 80",
        "https://my_bucket, my_bucket, 443",
        "https://my_bucket:/x, my_bucket, 443",
        "https://my_bucket.s3.example:9000/x, my_bucket.s3.example, 9000"
    })
    void knowsHostAndPort(URI link, String host, int port) {
        assertThat(WebLinks.host(link)).contains(host);
        assertThat(WebLinks.port(link)).isEqualTo(port);
        assertThat(WebLinks.isWeb(link)).isTrue();
    }

    @Test
    void ofAnyText_eitherAWebLinkIsMadeOrNone() {
        String alphabet = "ab/:?#[]@%|\\ \t\n\"<>^{}_-.0\u00e9\u2028\ud83d\ude00hftps\u0000";
        Random random = new Random(7);
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder(round % 2 == 0 ? "" : "http://h_1/");
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            WebLinks.resolve(BASE, text.toString()).ifPresent(link -> {
                assertThat(WebLinks.isWeb(link)).isTrue();
                assertThat(URI.create(link.toString())).isEqualTo(link);
                assertThat(WebLinks.resolve(BASE, link.toString())).contains(link);
            });
        }
    }
}
