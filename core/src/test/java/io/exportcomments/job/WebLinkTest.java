package io.exportcomments.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.adapter.WebLinks;
import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebLinkTest {
    private static final URI BASE = URI.create("https://exportcomments.com/");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://exportcomments.com",
                "http://a",
                "https://exportcomments.com:8443/exports/a_b-c~d.json?X=1&y=a+b;c",
                "https://s3.eu-west-1.amazonaws.com/b/f.xlsx?X-Amz-Date=20261101T000000Z",
                "https://a.b/c@d/(e)'f'*!$,:/./../x"
            })
    void whatIsPlainIsTaken(String text) {
        WebLink link = WebLink.ofPlain(text);
        assertThat(link).isNotNull();
        assertThat(link.uri()).isEqualTo(URI.create(text)).isSameAs(link.uri());
        assertThat(WebLinks.resolve(BASE, text)).contains(link.uri());
        assertThat(link).isEqualTo(WebLink.of(URI.create(text))).hasToString("WebLink");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a",
                "https://",
                "https:///a",
                "HTTPS://a/b",
                "ftp://a/b",
                "https://-a/b",
                "https://a-/b",
                "https://a..b/c",
                "https://a./c",
                "https://a_b/c",
                "https://127.0.0.1/c",
                "https://a:/c",
                "https://a:65536/c",
                "https://a:99999999999/c",
                "https://me@a/c",
                "https://a/%zz",
                "https://a/b c",
                "https://a/é",
                "https://a/b#c",
                "https://a?b",
                "https://a/[b]",
                "https://a\\b"
            })
    void whatIsNotPlainIsLeftToTheUri(String text) {
        assertThat(WebLink.ofPlain(text)).isNull();
    }

    @Test
    void whateverIsTakenIsALinkAsItIs() {
        String letters = "aZ9-._:/?#[]@!$&'()*+,;=%20~ \\\"é";
        Random random = new Random(4711);
        int taken = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "https://" : "http://h.c/");
            for (int j = random.nextInt(9); j > 0; j--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            WebLink link = WebLink.ofPlain(text.toString());
            if (link != null) {
                taken++;
                assertThat(WebLinks.resolve(BASE, text.toString())).contains(URI.create(text.toString()));
            }
        }
        assertThat(taken).isGreaterThan(10_000);
    }

    @Test
    void whatIsLongIsLeft() {
        assertThat(WebLink.ofPlain("https://a/" + "b".repeat(8182))).isNotNull();
        assertThat(WebLink.ofPlain("https://a/" + "b".repeat(8183))).isNull();
    }

    @Test
    void linksAreEqualWhenTheirUrisAre() {
        WebLink link = WebLink.ofPlain("https://a.b/c");
        WebLink same = WebLink.of(URI.create("HTTPS://A.b/c"));
        assertThat(link).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(WebLink.ofPlain("https://a.b/C"));
    }
}
