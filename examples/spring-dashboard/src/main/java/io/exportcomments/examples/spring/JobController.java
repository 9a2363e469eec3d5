package io.exportcomments.examples.spring;

import io.exportcomments.ExportComments;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The jobs: their events, and the commands for them. */
@RestController
@RequestMapping("/api")
class JobController {
    private final ExportComments client;
    private final JobBoard board;

    JobController(ExportComments client, JobBoard board) {
        this.client = client;
        this.board = board;
    }

    /** What a new export takes. */
    record NewExport(@Nullable String url) {}

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events() {
        return board.open();
    }

    @PostMapping(path = "/jobs", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    JobView create(@RequestBody NewExport wanted) {
        var job = client.create(request(wanted));
        return board.answered(job.snapshot().orElseGet(job::refresh));
    }

    private static ExportRequest request(NewExport wanted) {
        String url = wanted.url() == null ? "" : wanted.url().strip();
        try {
            return ExportRequest.of(url);
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "That is no address of a page: it begins with http:// or https://.", e);
        }
    }

    @PostMapping("/jobs/{guid}/retry")
    JobView retry(@PathVariable JobGuid guid) {
        return board.answered(client.retry(guid));
    }

    @PostMapping("/jobs/{guid}/stop")
    JobView stop(@PathVariable JobGuid guid) {
        return board.answered(client.stop(guid));
    }
}
