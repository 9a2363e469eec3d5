package io.exportcomments.spring.boot.test.program;

import io.exportcomments.ExportComments;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import java.time.Duration;
import org.springframework.stereotype.Service;

/** Uses the client. */
@Service
public class Archive {
    private final ExportComments client;

    Archive(ExportComments client) {
        this.client = client;
    }

    /** Exports, and waits for the end. */
    public Job export(String url) {
        return client.create(ExportRequest.of(url)).await(Duration.ofSeconds(30));
    }
}
