package io.exportcomments.spring.boot.docs.page;

import io.exportcomments.ExportComments;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobEvent;
import io.exportcomments.update.webhook.delivery.WebhookHandler;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.stereotype.Component;

// tag::webhook[]
@Component
class Deliveries implements WebhookHandler {
    final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private final ExportComments client;

    Deliveries(ExportComments client) {
        this.client = client;
    }

    @Override
    public void handle(JobEvent event) {
        event.job().ifPresent(job -> jobs.add(client.get(job.guid())));
    }
}
// end::webhook[]
