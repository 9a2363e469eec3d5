package io.exportcomments.cli.internal.batch;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.cli.internal.exit.UsageException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as Notepad, Excel and PowerShell write them. */
class UrlFileTest {
    private static final String MARK = "\ufeff";

    @TempDir
    Path folder;

    private Path file(Charset charset, String text) throws IOException {
        return Files.write(folder.resolve("urls.txt"), text.getBytes(charset));
    }

    @Test
    void aByteOrderMarkBelongsToNoUrl() throws IOException {
        assertThat(UrlFile.read(file(UTF_8, MARK + "https://vimeo.com/1\r\nhttps://vimeo.com/2\r\n")))
                .containsExactly("https://vimeo.com/1", "https://vimeo.com/2");
    }

    @Test
    void aByteOrderMarkBelongsToNoComment() throws IOException {
        assertThat(UrlFile.read(file(UTF_8, MARK + "# my list\nhttps://vimeo.com/3\n")))
                .containsExactly("https://vimeo.com/3");
    }

    @Test
    void filesThatWerePutTogetherHaveMoreThanOneMark() throws IOException {
        assertThat(UrlFile.read(file(UTF_8, MARK + "https://vimeo.com/1\n" + MARK + "https://vimeo.com/2\n")))
                .containsExactly("https://vimeo.com/1", "https://vimeo.com/2");
    }

    @Test
    void utf16IsReadIfItsMarkSaysSo() throws IOException {
        String text = MARK + "https://vimeo.com/4\r\nhttps://vimeo.com/Caf\u00e9\r\n";
        assertThat(UrlFile.read(file(UTF_16LE, text)))
                .containsExactly("https://vimeo.com/4", "https://vimeo.com/Caf\u00e9");
        assertThat(UrlFile.read(file(UTF_16BE, text)))
                .containsExactly("https://vimeo.com/4", "https://vimeo.com/Caf\u00e9");
    }

    @Test
    void otherEncodingsAreRefused() throws IOException {
        for (Path file : new Path[] {
            file(UTF_16LE, "https://vimeo.com/4\n"),
            file(Charset.forName("UTF-32LE"), MARK + "https://vimeo.com/4\n"),
            file(Charset.forName("ISO-8859-1"), "https://vimeo.com/Caf\u00e9\n")
        }) {
            assertThatThrownBy(() -> UrlFile.read(file))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("is not UTF-8 text");
        }
    }

    /** No URL has a tab in it; a line with one is refused, and must not be read as a line about another URL. */
    @Test
    void aTabInALineOfTheListShiftsNoFieldOfTheReport() throws IOException {
        Path file = folder.resolve("report");
        try (BatchReport report = new BatchReport(file)) {
            report.add(new ReportEntry(
                    "https://vimeo.com/1\tmine", ReportStatus.REFUSED, null, Instant.EPOCH, "not a URL"));
        }
        assertThat(Files.readString(file))
                .isEqualTo("refused\t-\t" + Instant.EPOCH + "\thttps://vimeo.com/1 mine\tnot a URL\n");
        try (BatchReport report = new BatchReport(file)) {
            assertThat(report.of("https://vimeo.com/1").status()).isEqualTo(ReportStatus.WAITING);
        }
    }

    @Test
    void aReportThatAnEditorSavedWithAMarkKeepsItsFirstLine() throws IOException {
        Path file = folder.resolve("report");
        String line = "done\t123e4567-e89b-42d3-a456-426614174000\t" + Instant.EPOCH + "\thttps://vimeo.com/1\t\n";
        Files.write(file, (MARK + line).getBytes(UTF_8));
        try (BatchReport report = new BatchReport(file)) {
            assertThat(report.of("https://vimeo.com/1").status()).isEqualTo(ReportStatus.DONE);
        }
        Files.write(file, (MARK + line).getBytes(UTF_16LE));
        assertThatThrownBy(() -> new BatchReport(file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is not UTF-8 text");
    }
}
