package io.exportcomments.spring.boot.docs.page;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobUpdate;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

// tag::events[]
@Component
class Ends {
    final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();

    @EventListener
    void on(JobUpdate update) {
        if (update.isTerminal()) {
            jobs.add(update.job());
        }
    }
}
// end::events[]
