package io.exportcomments.examples.spring;

import io.exportcomments.ExportComments;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.ResultFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The results of jobs that are done. The files flow through this program, which alone has the token. */
@RestController
@RequestMapping("/api/jobs/{guid}")
class ResultController {
    private static final MediaType SPREADSHEET =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final ExportComments client;

    ResultController(ExportComments client) {
        this.client = client;
    }

    @GetMapping("/result.json")
    ResponseEntity<Resource> json(@PathVariable JobGuid guid) {
        return file(guid, ResultFormat.JSON, MediaType.APPLICATION_JSON);
    }

    @GetMapping("/result.xlsx")
    ResponseEntity<Resource> spreadsheet(@PathVariable JobGuid guid) {
        return file(guid, ResultFormat.XLSX, SPREADSHEET);
    }

    @GetMapping("/preview")
    Preview preview(@PathVariable JobGuid guid) {
        try (Stream<Map<String, @Nullable Object>> rows = client.rows(client.get(guid))) {
            return Preview.of(rows);
        }
    }

    /** The stream is read, and closed, when the answer is written. */
    private ResponseEntity<Resource> file(JobGuid guid, ResultFormat format, MediaType type) {
        var stream = client.open(client.get(guid), format);
        var name = ContentDisposition.attachment()
                .filename("export-" + guid + "." + format.extension())
                .build();
        return ResponseEntity.ok()
                .contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
                .body(new InputStreamResource(stream));
    }
}
