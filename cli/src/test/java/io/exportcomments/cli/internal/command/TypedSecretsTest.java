package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An error about the command line quotes what was typed, but no secret, wherever it was typed. */
class TypedSecretsTest {
    private static final String SECRET = "Kq7xW2mB9pLs4RtY6uZc8VnE";
    private static final int TELLING = 8;
    private static final Map<String, String> ENVIRONMENT =
            Map.of(ServiceOptions.TOKEN_VARIABLE, SECRET, SecretOption.VARIABLE, "whsec_" + SECRET);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ping S",
                "ping xSx",
                "ping Sping/--webhoo--toort",
                "ping aSping/--webhoo--toort",
                "list --Sping/--webhoo--toort",
                "Sping/--webhoo--toort",
                "export ftp://Sping/--webhoo--toort",
                "list --limit Sping/--webhoo--toort",
                "ping token=S",
                "token=S",
                "list --tokn=S",
                "S",
                "status a/S",
                "status whsec_S b",
                "list --limit S",
                "--token S list --limit S",
                "--token=S ping S --json",
                "ping --verbose --token",
                "listen --secret S S",
                "listen --secret=S --port S",
                "export ftp://S --no-wait",
                "export https://x.com/a --webhook-secret S S --limit S",
                "export https://x.com/a --cookie a=S --limit S",
                "export https://x.com/a --cookie=S",
                "list --limit jdbc:postgresql://me:S@host/name",
                "ping --updates jdbc:postgresql://host/name?user=me&password=S"
            })
    void itIsNotQuoted(String line) {
        String[] words = line.replace("S", SECRET).split(" ", -1);
        boolean typed = line.contains("--token")
                || line.contains("--secret")
                || line.contains("secret S")
                || line.contains("=");
        Map<String, String> environment = typed ? Map.of() : ENVIRONMENT;
        CommandResult result = CommandResult.run(environment, words);
        assertThat(result.code()).isIn(2, 3);
        String said = result.err() + result.out();
        assertThat(said).isNotBlank();
        for (int i = 0; i + TELLING <= SECRET.length(); i++) {
            assertThat(said).doesNotContain(SECRET.substring(i, i + TELLING));
        }
    }

    /** As picocli would have it, which reads further arguments from the file; a URL may come from anywhere. */
    @Test
    void anArgumentIsNoFileOfArguments(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("arguments"), "--version");
        CommandResult typed = CommandResult.run(ENVIRONMENT, "export", "@" + file);
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains("Not a URL").hasLineCount(1);
    }
}
