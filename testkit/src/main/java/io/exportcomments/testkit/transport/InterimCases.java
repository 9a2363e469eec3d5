package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.TransportProvider;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server may say something before it answers: RFC 9110, section 15.2. */
abstract class InterimCases extends TransportCases {
    private static final String OTHER = "0e3d2f7c-1111-4efd-9762-2ef9f9495084";

    InterimCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "102", "103", "104", "199", "103 103", "100 102 103 104", "102 102 102"})
    void whatComesBeforeTheAnswerIsPassedOver(String interim) throws IOException {
        Reply other = Reply.json(200, JOB.replace(GUID.value(), OTHER));
        server.reply(
                after(interim, Reply.json(200, JOB)),
                after(interim, Reply.json(201, JOB)),
                other,
                after(interim, Reply.bytes(200, new byte[7])));
        JobTransport jobs = jobs();

        assertThat(answer(jobs.get(GUID)).guid()).isEqualTo(GUID);
        assertThat(answer(jobs.create(ExportRequest.of("https://example.org/"))).guid())
                .isEqualTo(GUID);
        assertThat(answer(jobs.get(JobGuid.of(OTHER))).guid().value())
                .as("each call has its own answer")
                .isEqualTo(OTHER);
        try (RemoteFile file = answer(jobs.open(server.url().resolve("/x.json"), FileRange.WHOLE))) {
            assertThat(file.stream().readAllBytes()).hasSize(7);
        }

        assertThat(server.requests()).as("each once").hasSize(4);
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"102", "103 103"})
    void whatComesInTimeBeforeTheAnswerIsPassedOver(String interim) {
        server.reply((request, peer) -> {
            for (String status : interim.split(" ")) {
                peer.head(Integer.parseInt(status), "Link: </style.css>");
                peer.pause(40);
            }
            Reply.json(200, JOB).to(request, peer);
        });
        JobTransport jobs = jobs();

        assertThat(answer(jobs.create(ExportRequest.of("https://example.org/"))).guid())
                .isEqualTo(GUID);
        assertThat(answer(jobs.get(GUID)).guid()).isEqualTo(GUID);
        assertThat(server.requests()).hasSize(2);
    }

    private static Reply after(String interim, Reply answer) {
        return (request, peer) -> {
            for (int status : Arrays.stream(interim.split(" "))
                    .mapToInt(Integer::parseInt)
                    .toArray()) {
                peer.head(status, "Link: </style.css>");
            }
            answer.to(request, peer);
        };
    }
}
