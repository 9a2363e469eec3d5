package io.exportcomments.spring.boot.docs.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.JobFailedException;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.spring.boot.test.ExportCommentsTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

// tag::test[]
@SpringBootTest
@ExportCommentsTest
class ArchiveTest {
    @Autowired
    Archive archive;

    @Autowired
    MockService mock;

    @TempDir
    Path folder;

    @Test
    void anExportIsKept() {
        assertThat(archive.export("https://vimeo.com/1", folder)).isNotEmptyFile();
    }

    @Test
    void aFailureIsTold() {
        mock.script("https://vimeo.com/2", JobScript.failing("The video is private"));
        assertThatThrownBy(() -> archive.export("https://vimeo.com/2", folder))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("The video is private");
    }
}
// end::test[]
