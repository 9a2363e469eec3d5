package io.exportcomments.spring.boot.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.ExportComments;
import io.exportcomments.error.JobFailedException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.job.JobStatus;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.spring.boot.test.program.Archive;
import io.exportcomments.spring.boot.test.program.Program;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** A whole program, with properties and a connection that lead elsewhere, runs on the stand-in. */
@SpringBootTest(
        classes = Program.class,
        properties = {"exportcomments.base-url=http://127.0.0.1:1", "exportcomments.api-token=production"})
@ExportCommentsTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(60)
class SpringBootProgramTest {
    private static final String URL = "https://www.youtube.com/watch?v=dQw4w9WgXcQ";

    @Autowired
    Archive archive;

    @Autowired
    ExportComments client;

    @Autowired
    MockService mock;

    @Test
    @Order(1)
    void theProgramsClientTalksToTheStandIn() {
        assertThat(archive.export(URL).status()).isEqualTo(JobStatus.DONE);
        assertThat(mock.journal().count(MockOperation.CREATE)).isEqualTo(1);
    }

    @Test
    @Order(2)
    void aTestScriptsTheService() {
        mock.script("https://vimeo.com/*", JobScript.failing("The video is private"));
        assertThatThrownBy(() -> archive.export("https://vimeo.com/1"))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("The video is private");
    }

    @Test
    @Order(3)
    void aTestInjectsFaults() {
        mock.faults().onAny().always().inject(Fault.status(403));
        assertThatThrownBy(client::ping).isInstanceOf(PermissionException.class);
    }

    @Test
    @Order(4)
    void theyAreTakenBackAfterTheTest() {
        client.ping();
    }

    @Test
    @Order(5)
    void noTestWaitsForThePlan() {
        for (int export = 0; export < 12; export++) {
            assertThat(archive.export(URL).status()).isEqualTo(JobStatus.DONE);
        }
    }
}
