package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with {@code exportcomments mcp} is said before anything is served. */
class McpCommandTest {
    @ParameterizedTest
    @CsvSource({
        "--http 70000, --http must be 0 to 65535",
        "--http x, --http",
        "--allow-dir /not/there, is not a folder",
        "--quiet --verbose, can't be combined",
        "--plan gold, --plan"
    })
    void aMistakeIsOneLine(String options, String words) {
        CommandResult typed = CommandResult.run(Map.of(), ("mcp --mock " + options).split(" "));
        assertThat(typed.code()).as(typed.err()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err().lines()).hasSize(1);
        assertThat(typed.err()).startsWith("exportcomments: ").contains(words);
    }

    @Test
    void itNeedsAToken() {
        CommandResult typed = CommandResult.run(Map.of(), "mcp");
        assertThat(typed.code()).isEqualTo(3);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains("EXPORTCOMMENTS_API_TOKEN");
    }

    @Test
    void aPortThatIsTakenIsSaid() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandResult typed =
                    CommandResult.run(Map.of(), "mcp", "--mock", "--http", Integer.toString(taken.getLocalPort()));
            assertThat(typed.code()).isEqualTo(2);
            assertThat(typed.err()).contains("cannot listen on port", "--http 0");
        }
    }
}
