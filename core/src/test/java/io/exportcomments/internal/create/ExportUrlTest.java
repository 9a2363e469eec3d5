package io.exportcomments.internal.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.internal.create.ExportUrl.Relation;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://vimeo.com/1, http://vimeo.com/1",
        "https://vimeo.com/1, https://www.vimeo.com/1/",
        "https://vimeo.com/1, HTTPS://VIMEO.COM:443/1#comments",
        "https://vimeo.com/1, vimeo.com/1",
        "https://vimeo.com/1, https://user@vimeo.com./1",
        "https://vimeo.com/a/../1, https://vimeo.com//./1",
        "https://www.instagram.com/NatGeo, https://instagram.com/natgeo/",
        "https://example.com/caf%C3%A9, https://example.com/café",
        "https://b%C3%BCcher.example/x, https://xn--bcher-kva.example/x",
        "https://example.com/a?x=1&y=%32, https://example.com/a?y=2&x=1&utm_source=mail&fbclid=abc",
        "https://youtu.be/dQw4w9WgXcQ?si=abc123, https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/shorts/dQw4w9WgXcQ, https://www.youtube.com/watch?v=dQw4w9WgXcQ&feature=share",
        "https://twitter.com/i/status/1234567890123, https://x.com/somebody/status/1234567890123",
        "https://www.instagram.com/p/CxYz123AbCd/, https://www.instagram.com/somebody/reel/CxYz123AbCd/",
        "https://smile.amazon.co.uk/dp/B012345678, https://www.amazon.de/Some-Name/dp/B012345678",
    })
    void spellingsOfOnePageAreThatPage(String wanted, String shown) {
        assertThat(ExportUrl.relation(wanted, shown)).isEqualTo(Relation.SAME_PAGE);
        assertThat(ExportUrl.relation(shown, wanted)).isEqualTo(Relation.SAME_PAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "https://vm.tiktok.com/ZM8abc123/, https://www.tiktok.com/@user/video/7123456789012345678",
        "https://bit.ly/3xYzAbC, https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://example.com/item?id=5, https://example.com/item?id=6",
        "https://example.com/item?id=5, https://example.com/item",
        "https://x.com/user12345, https://x.com/user12345/status/1234567890123",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ, https://www.youtube.com/watch?v=aQw4w9WgXcQ",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ, https://www.dailymotion.com/video/dQw4w9WgXcQ",
    })
    void otherPagesAreUnlike(String wanted, String shown) {
        assertThat(ExportUrl.relation(wanted, shown)).isEqualTo(Relation.UNLIKE);
    }

    @Property(tries = 2_000)
    void anyTextIsTaken(@ForAll @StringLength(max = 60) String one, @ForAll @StringLength(max = 60) String other) {
        Relation relation = ExportUrl.relation(one, other);
        assertThat(relation).isEqualTo(ExportUrl.relation(other, one));
        assertThat(ExportUrl.relation(one, one)).isEqualTo(Relation.EXACT);
    }

    @Test
    void aHostOfDotsIsNoSite() {
        assertThat(ExportUrl.relation("https://../watch1234567", "https://vimeo.com/watch1234567"))
                .isEqualTo(Relation.UNLIKE);
    }
}
