package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.TransportProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class FileCases extends FileTestCases {
    private static final FileRange REST = FileRange.from(4, Optional.of("\"v1\""));

    FileCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @Test
    void aWholeFileTellsItsLengthTypeAndTag() throws IOException {
        server.reply(Reply.bytes(200, ABC, "Content-Type: application/json", "ETag: \"v1\""));

        try (RemoteFile file = answer(open(FileRange.WHOLE))) {
            assertThat(file.offset()).isZero();
            assertThat(file.length()).hasValue(10);
            assertThat(file.contentType()).hasValue("application/json");
            assertThat(file.validator()).hasValue("\"v1\"");
            assertThat(file.stream().readAllBytes()).isEqualTo(ABC);
            assertThat(file.stream().read()).isEqualTo(-1);
        }
        ReceivedRequest request = server.request();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/exports/x.json?v=1");
        assertThat(request.header("X-AUTH-TOKEN")).hasValue(TOKEN);
        assertThat(request.header("Range")).isEmpty();
        assertThat(request.header("If-Range")).isEmpty();
        assertThat(request.header("Accept-Encoding").orElse("identity")).isEqualTo("identity");
        assertThat(request.header("User-Agent")).hasValue(USER_AGENT);
    }

    @Test
    void whatTheServiceDoesNotTellIsEmpty() throws IOException {
        server.reply((request, peer) -> {
            peer.head(200, "Transfer-Encoding: chunked", "ETag: W/\"weak\"");
            peer.chunks(ABC, 3);
            peer.send("0\r\n\r\n");
        });

        try (RemoteFile file = answer(open(FileRange.WHOLE))) {
            assertThat(file.length()).isEmpty();
            assertThat(file.contentType()).isEmpty();
            assertThat(file.validator()).as("a weak tag proves nothing").isEmpty();
            assertThat(file.stream().readAllBytes()).isEqualTo(ABC);
        }
    }

    @Test
    void anEmptyFileIsAFile() throws IOException {
        server.reply(Reply.bytes(200, new byte[0]));

        try (RemoteFile file = answer(open(FileRange.WHOLE))) {
            assertThat(file.length()).hasValue(0);
            assertThat(file.stream().read()).isEqualTo(-1);
        }
    }

    @Test
    void theRestOfAFileBeginsWhereItWasAskedFor() throws IOException {
        server.reply(Reply.bytes(206, rest(), "Content-Range: bytes 4-9/10", "ETag: \"v1\""));

        try (RemoteFile file = answer(open(REST))) {
            assertThat(file.offset()).isEqualTo(4);
            assertThat(file.length()).hasValue(6);
            assertThat(file.stream().readAllBytes()).isEqualTo(rest());
        }
        assertThat(server.request().header("Range")).hasValue("bytes=4-");
        assertThat(server.request().header("If-Range")).hasValue("\"v1\"");
    }

    @Test
    void theRestOfAFileOfUnknownLengthIsTaken() throws IOException {
        server.reply(Reply.bytes(206, rest(), "Content-Range: bytes 4-9/*"));

        try (RemoteFile file = answer(open(FileRange.from(4, Optional.empty())))) {
            assertThat(file.offset()).isEqualTo(4);
        }
        assertThat(server.request().header("If-Range")).isEmpty();
    }

    @Test
    void aChangedFileComesWhole() throws IOException {
        server.reply(Reply.bytes(200, ABC, "ETag: \"v2\""));

        try (RemoteFile file = answer(open(REST))) {
            assertThat(file.offset()).isZero();
            assertThat(file.validator()).hasValue("\"v2\"");
            assertThat(file.stream().readAllBytes()).isEqualTo(ABC);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Range: bytes 3-8/10",
                "Content-Range: bytes 4-9/20",
                "Content-Range: bytes 4-8/9",
                "Content-Range: rubbish",
                "X-None: 1",
                "Content-Range: bytes 4-9/10\r\nETag: \"v2\"",
                "Content-Range: bytes 4-9/10\r\nContent-Encoding: gzip"
            })
    void anotherPartThanTheOneAskedForIsUnreadable(String headers) {
        server.reply(Reply.bytes(206, rest(), headers));

        failure(UnreadableAnswerException.class, open(REST));

        server.awaitEnd(1);
    }

    @Test
    void aPartThatNobodyAskedForIsUnreadable() {
        server.reply(Reply.bytes(206, rest(), "Content-Range: bytes 4-9/10"));

        failure(UnreadableAnswerException.class, open(FileRange.WHOLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"203|X-Proxy: 1", "206|Content-Range: bytes 0-9/10"})
    void aWholeFileIsTakenWithAStatusThatSaysSo(String answer) throws IOException {
        String[] parts = answer.split("\\|");
        server.reply(Reply.bytes(Integer.parseInt(parts[0]), ABC, parts[1], "ETag: \"v1\""));

        try (RemoteFile file = answer(open(FileRange.WHOLE))) {
            assertThat(file.offset()).isZero();
            assertThat(file.length()).hasValue(10);
            assertThat(file.validator()).hasValue("\"v1\"");
            assertThat(file.stream().readAllBytes()).isEqualTo(ABC);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 0-8/10", "bytes 1-10/11", "bytes 0-9/*", "bytes 0-9/11", "rubbish"})
    void aPartThatIsNotTheWholeIsNotTakenForIt(String range) {
        server.reply(Reply.bytes(206, ABC, "Content-Range: " + range));

        failure(UnreadableAnswerException.class, open(FileRange.WHOLE));
    }

    @Test
    void aStatusWithoutAFileIsUnreadable() {
        server.reply(Reply.bare(204));

        failure(UnreadableAnswerException.class, open(FileRange.WHOLE));
    }

    @Test
    void aRangeBeyondTheEndCanBeRecognised() {
        server.reply(Reply.bytes(416, new byte[0], "Content-Range: bytes */3"));

        Throwable error = answer(open(REST).handle((file, failure) -> failure));

        assertThat(error).isInstanceOf(ExportCommentsException.class);
        assertThat(((ExportCommentsException) error).context().httpStatus()).hasValue(416);
    }

    @Test
    void aDeletedFileIsNotFound() {
        server.reply(Reply.json(404, "{\"detail\":\"gone\"}"));

        assertThat(failure(NotFoundException.class, open(FileRange.WHOLE)))
                .hasMessageStartingWith("Could not fetch a file of the job: there is no such thing on this account");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/exports/x.json",
                "ftp://127.0.0.1/x",
                "file:///etc/passwd",
                "http:///x",
                "http://u:p@127.0.0.1/x"
            })
    void whatIsNoWebLinkIsRefusedBeforeAnythingIsSent(String link) {
        JobTransport jobs = jobs();

        assertThatThrownBy(() -> jobs.open(URI.create(link), FileRange.WHOLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not an absolute http or https link to a file");
    }

    private static byte[] rest() {
        return "efghij".getBytes(StandardCharsets.US_ASCII);
    }
}
