package io.exportcomments.codec.moshi.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.adapter.WebLinks;
import io.exportcomments.job.WebLink;
import java.net.URI;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinkResolverTest {
    /** The quick way and the thorough one give the same links, of whatever text. */
    @Test
    void theQuickWayChangesNothing() {
        String letters = "aZ9-._:/?#[]@!&=%20~ \\é/.";
        Random random = new Random(4711);
        for (String base :
                new String[] {"https://exportcomments.com/", "http://127.0.0.1:8080/a/b", "https://a_b:1/"}) {
            LinkResolver links = new LinkResolver(URI.create(base));
            for (int i = 0; i < 100_000; i++) {
                StringBuilder text = new StringBuilder(new String[] {"", "/", "https://h/", "//h"}[random.nextInt(4)]);
                for (int j = random.nextInt(8); j > 0; j--) {
                    text.append(letters.charAt(random.nextInt(letters.length())));
                }
                assertThat(Optional.ofNullable(links.resolve(text.toString())).map(WebLink::uri))
                        .as(text.toString())
                        .isEqualTo(WebLinks.resolve(URI.create(base), text.toString())
                                .filter(link -> link.getRawAuthority().indexOf('@') < 0));
            }
        }
    }
}
