package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.TransportProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codings of bodies, as servers and proxies use them, and as they say them. */
abstract class CodingCases extends TransportCases {
    private static final byte[] ROWS = "[{\"id\":1},{\"id\":2}]".getBytes(StandardCharsets.UTF_8);

    CodingCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @Test
    void gzipWithAnEmptyBodyIsAnEmptyBody() {
        server.reply(
                Reply.bytes(200, new byte[0], "Content-Encoding: gzip"),
                Reply.bytes(404, new byte[0], "Content-Encoding: gzip"));
        JobTransport jobs = jobs();

        assertThat(failure(UnreadableAnswerException.class, jobs.get(GUID)))
                .hasMessageStartingWith("Could not read job " + GUID + ": the answer can't be read (HTTP 200).")
                .satisfies(error -> assertThat(error.excerpt()).isEmpty());
        assertThat(failure(NotFoundException.class, jobs.get(GUID)))
                .hasMessageStartingWith(
                        "Could not read job " + GUID + ": there is no such thing on this account (HTTP 404). ");
    }

    @Test
    void gzipOfSeveralMembersIsReadToItsEnd() {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (String part : JOB.split("(?<=,)")) {
            members.writeBytes(Reply.gzip(part));
        }
        server.reply(
                Reply.bytes(200, members.toByteArray(), "Content-Encoding: gzip"),
                (request, peer) -> {
                    peer.head(200, "Content-Encoding: x-gzip", "Transfer-Encoding: chunked");
                    peer.chunks(members.toByteArray(), 7);
                    peer.send("0\r\n\r\n");
                },
                Reply.json(200, JOB));
        JobTransport jobs = jobs();

        for (int i = 0; i < 3; i++) {
            assertThat(answer(jobs.get(GUID)).total()).hasValue(1500);
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aGzippedErrorIsRead() {
        server.reply(Reply.bytes(422, Reply.gzip("{\"detail\":\"Because.\"}"), "Content-Encoding: GZIP"));

        assertThat(failure(InvalidRequestException.class, jobs().get(GUID))
                        .context()
                        .detail())
                .hasValue("Because.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "aws-chunked, gzip", "gzip, identity"})
    void aFileThatIsStoredCompressedIsDecoded(String coding) throws IOException {
        byte[] stored = Reply.gzip(new String(ROWS, StandardCharsets.UTF_8));
        server.reply(Reply.bytes(200, stored, "Content-Encoding: " + coding, "ETag: \"v1\""), Reply.json(200, JOB));
        JobTransport jobs = jobs();

        try (RemoteFile file = answer(jobs.open(link(), FileRange.WHOLE))) {
            assertThat(file.length()).as("of what is read").isEmpty();
            assertThat(file.validator()).as("parts would be of other bytes").isEmpty();
            assertThat(file.stream().readAllBytes()).isEqualTo(ROWS);
        }
        answer(jobs.get(GUID));
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aCompressedFileThatIsCutIsAnErrorAndNeverAnEnd() throws IOException {
        byte[] stored = Reply.gzip("[" + "{\"id\":1},".repeat(1_000) + "{}]");
        server.reply((request, peer) -> {
            peer.head(200, "Content-Encoding: gzip", "Content-Length: " + stored.length);
            peer.send(java.util.Arrays.copyOf(stored, stored.length - 12));
            peer.close();
        });

        try (RemoteFile file = answer(jobs().open(link(), FileRange.WHOLE))) {
            assertThatThrownBy(() -> file.stream().readAllBytes())
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(ConnectionException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "aws-chunked", "identity", "aws-chunked,", "utf-8", "UTF-8", "none", "binary", "json"})
    void aCodingThatIsNoneChangesNothing(String coding) throws IOException {
        server.reply(
                Reply.bytes(200, ROWS, "Content-Encoding: " + coding, "ETag: \"v1\""),
                Reply.json(200, JOB, "Content-Encoding: " + coding));
        JobTransport jobs = jobs();

        try (RemoteFile file = answer(jobs.open(link(), FileRange.WHOLE))) {
            assertThat(file.length()).hasValue(ROWS.length);
            assertThat(file.validator()).hasValue("\"v1\"");
            assertThat(file.stream().readAllBytes()).isEqualTo(ROWS);
        }
        assertThat(answer(jobs.get(GUID)).guid()).isEqualTo(GUID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip, br", "deflate", "compress", "gzip, deflate"})
    void aCodingThatNobodyAskedForIsUnreadable(String coding) {
        server.reply(Reply.bytes(200, ROWS, "Content-Encoding: " + coding));

        failure(UnreadableAnswerException.class, jobs().open(link(), FileRange.WHOLE));
    }

    /** It was answered as taken: who looks for the job must know that. */
    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "deflate", "gzip"})
    void anAnswerWhoseCodingCannotBeUndoneIsUnreadableAndKeepsItsStatus(String coding) {
        server.reply(Reply.json(201, JOB, "Content-Encoding: " + coding));

        UnreadableAnswerException error = failure(UnreadableAnswerException.class, jobs().create(request()));

        assertThat(error.context().httpStatus()).hasValue(201);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void whatIsCompressedTwiceIsDecodedTwice() throws IOException {
        byte[] once = Reply.gzip(new String(ROWS, StandardCharsets.UTF_8));
        server.reply(
                Reply.bytes(200, gzip(once), "Content-Encoding: gzip, gzip"),
                Reply.bytes(200, gzip(Reply.gzip(JOB)), "Content-Encoding: gzip,gzip"));
        JobTransport jobs = jobs();

        try (RemoteFile file = answer(jobs.open(link(), FileRange.WHOLE))) {
            assertThat(file.stream().readAllBytes()).isEqualTo(ROWS);
        }
        assertThat(answer(jobs.get(GUID)).guid()).isEqualTo(GUID);
    }

    /** Servers say one coding twice, and proxies add a line for theirs: only the bytes tell which it was. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | Content-Encoding: gzip | Content-Encoding: gzip",
                "2 | Content-Encoding: gzip | Content-Encoding: gzip",
                "2 | Content-Encoding: x-gzip | content-encoding: gzip, identity",
                "1 | Content-Encoding: gzip, gzip | X-Cache: MISS",
                "2 | Content-Encoding: gzip | X-Cache: MISS"
            })
    void whatIsCompressedIsDecodedHoweverOftenThatIsSaid(int times, String one, String other) throws IOException {
        byte[] rows = Reply.gzip(new String(ROWS, StandardCharsets.UTF_8));
        byte[] job = Reply.gzip(JOB);
        server.reply(
                Reply.bytes(200, times == 1 ? rows : gzip(rows), one, other),
                Reply.bytes(200, times == 1 ? job : gzip(job), one, other));
        JobTransport jobs = jobs();

        try (RemoteFile file = answer(jobs.open(link(), FileRange.WHOLE))) {
            assertThat(file.stream().readAllBytes()).isEqualTo(ROWS);
        }
        assertThat(answer(jobs.get(GUID)).guid()).isEqualTo(GUID);
        assertThat(server.connections()).isEqualTo(1);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.toByteArray();
    }

    private static ExportRequest request() {
        return ExportRequest.of("https://example.org/");
    }

    private URI link() {
        return server.url().resolve("/exports/x.json");
    }
}
