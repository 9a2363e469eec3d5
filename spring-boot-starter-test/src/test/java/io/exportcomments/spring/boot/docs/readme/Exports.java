package io.exportcomments.spring.boot.docs.readme;

import io.exportcomments.ExportComments;
import io.exportcomments.JobHandle;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.ResultFormat;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

// The integration tests make a project of this file and the starter, and run it.
// tag::readme[]
@SpringBootApplication
public class Exports {
    public static void main(String[] arguments) {
        SpringApplication.run(Exports.class, arguments);
    }

    @Bean
    CommandLineRunner export(ExportComments client) {
        return arguments -> {
            JobHandle job = client.create(ExportRequest.of("https://www.youtube.com/watch?v=dQw4w9WgXcQ"));
            job.onProgress(progress -> System.out.println(progress));
            Job done = job.await(Duration.ofMinutes(10));
            client.download(done, ResultFormat.JSON, Path.of("comments.json"));
        };
    }
}
// end::readme[]
