package io.exportcomments.codec.moshi.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.port.ApiToken;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands at the edges: a secret that is cut off, and texts that are as long as they may be. */
class RedactorTest {
    private static final String TOKEN = "tok-Kq7xW2mB9pLs";
    private static final String WORDS = "ab cd. ";

    private final Redactor redactor = new Redactor(ApiToken.of(TOKEN));

    private String excerpt(String head) {
        return redactor.excerpt(head.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "refused tok-Kq7xW2mB9pLs, refused ***",
        "refused tok-Kq7xW2mB9pL, refused ***",
        "refused tok-, refused ***",
        "refused tok, refused tok",
        "tok-Kq7 is refused, tok-Kq7 is refused"
    })
    void aTokenThatIsCutOffIsMaskedAndWhatStandsBeforeItStays(String head, String shown) {
        assertThat(excerpt(head)).isEqualTo(shown);
    }

    @Test
    void aTextThatIsWholeHasNoTokenThatIsCutOff() {
        assertThat(redactor.safe("refused tok-Kq7xW2mB9pL")).isEqualTo("refused tok-Kq7xW2mB9pL");
        assertThat(redactor.safe("refused " + TOKEN)).isEqualTo("refused ***");
    }

    @Test
    void aWordAtTheEndMayBeTheBeginningOfASecret() {
        assertThat(excerpt("it is Abcdefghijklmno1")).isEqualTo("it is ***");
        assertThat(excerpt("it is Abcdefghijklmn1")).isEqualTo("it is Abcdefghijklmn1");
        assertThat(redactor.safe("it is Abcdefghijklmno1")).isEqualTo("it is Abcdefghijklmno1");
    }

    @Test
    void aTextIsAsLongAsItMayBe() {
        String longest = WORDS.repeat(1_000).substring(0, Redactor.LONGEST);

        assertThat(redactor.safe(longest)).isEqualTo(longest);
        assertThat(redactor.safe(longest + "!"))
                .isEqualTo(longest.substring(0, Redactor.LONGEST - 1) + "…")
                .hasSize(Redactor.LONGEST);
    }
}
