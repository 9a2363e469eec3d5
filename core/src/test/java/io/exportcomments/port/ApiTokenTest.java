package io.exportcomments.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokenTest {
    @Test
    void aTokenHasUpTo4096Characters() {
        assertThat(ApiToken.of("t".repeat(4096)).reveal()).hasSize(4096);
        assertThatThrownBy(() -> ApiToken.of("t".repeat(4097)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than 4,096 characters")
                .hasMessageNotContaining("blanks")
                .hasMessageNotContaining("ttt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "a line end\n", "caf\u00e9", "\u0000"})
    void aTokenHasNoOtherCharacters(String text) {
        assertThatThrownBy(() -> ApiToken.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blanks, line ends or non-ASCII characters")
                .hasMessageNotContaining(text.strip());
    }

    @Test
    void anEmptyTokenIsNone() {
        assertThatThrownBy(() -> ApiToken.of("")).hasMessage("The API token is empty");
    }

    @Test
    void aTokenIsNotShown() {
        assertThat(ApiToken.of("secret")).hasToString("***");
    }
}
