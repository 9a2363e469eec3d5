package io.exportcomments.spring.boot.docs.page;

import io.exportcomments.ExportComments;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.ResultFormat;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.stereotype.Service;

// tag::service[]
@Service
class Archive {
    private final ExportComments client;

    Archive(ExportComments client) {
        this.client = client;
    }

    Path export(String url, Path folder) {
        Job done = client.create(ExportRequest.of(url)).await(Duration.ofMinutes(10));
        return client.download(done, ResultFormat.JSON, folder.resolve(done.guid() + ".json"));
    }
}
// end::service[]
