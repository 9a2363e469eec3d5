package io.exportcomments.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextTest {
    @ParameterizedTest
    @ValueSource(ints = {'\n', '\r', '\t', 0x0B, 0x0C, 0, 0x1B, 0x7F, 0x85, 0x9B, 0x2028, 0x2029})
    void nothingBeginsALineOfItsOwnOrSteersATerminal(int character) {
        String text = "before" + Character.toString(character) + "after";

        assertThat(LogText.oneLine(text)).isEqualTo("before after");
        assertThat(LogText.messageOf(new IllegalStateException(text))).isEqualTo("before after");
    }

    @Test
    void whatIsReadableStays() {
        String text = "Größe 😀: \u00A0 \"x\" \\n";

        assertThat(LogText.oneLine(text)).isEqualTo(text);
    }

    @Test
    void aFailureThatSaysNothingIsNamed() {
        assertThat(LogText.messageOf(new IllegalStateException())).isEqualTo("IllegalStateException");
    }
}
