package io.exportcomments.cli.internal.service;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.SeedJob;
import java.time.Duration;

/** The jobs a mock starts with, one of each kind, always with the same guids: something to try the commands on. */
final class SampleJobs {
    static final String DONE = "11111111-1111-4111-8111-111111111111";
    static final String FAILED = "22222222-2222-4222-8222-222222222222";
    static final String RUNNING = "33333333-3333-4333-8333-333333333333";

    private SampleJobs() {}

    static void into(MockService mock) {
        mock.jobs()
                .seed(SeedJob.of("https://www.youtube.com/watch?v=dQw4w9WgXcQ")
                        .guid(DONE)
                        .script(JobScript.realistic().rows(120))
                        .age(Duration.ofHours(2)));
        mock.jobs()
                .seed(SeedJob.of("https://www.instagram.com/p/Cprivate00/")
                        .guid(FAILED)
                        .script(JobScript.failing("The post is private")
                                .onRetry(JobScript.realistic().rows(40)))
                        .age(Duration.ofHours(1)));
        mock.jobs()
                .seed(SeedJob.of("https://www.tiktok.com/@someone/video/7300000000000000000")
                        .guid(RUNNING)
                        .script(JobScript.realistic().rows(900))
                        .age(Duration.ofSeconds(2)));
    }
}
