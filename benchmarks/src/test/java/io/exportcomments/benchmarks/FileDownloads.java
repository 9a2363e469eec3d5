package io.exportcomments.benchmarks;

import io.exportcomments.ExportComments;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.transport.vertx.VertxTransport;
import java.net.URI;
import java.nio.file.Path;

/** A program that downloads a file again and again, and says what that took of its process once it is warm. */
final class FileDownloads {
    private static final int WARM_UPS = 2;
    private static final int FILES = 3;

    private FileDownloads() {}

    /** Takes the name of a transport, where the service is, and the file. */
    public static void main(String[] arguments) {
        URI service = URI.create(arguments[1]);
        TransportProvider transport =
                arguments[0].equals("vertx") ? VertxTransport.create() : RetrofitTransport.create();
        Job job = Job.builder(JobGuid.of(Samples.GUID), JobStatus.DONE)
                .jsonUrl(URI.create(CannedService.file(service)))
                .build();
        try (ExportComments client = ClientCalls.client(service, transport)) {
            download(client, job, Path.of(arguments[2]), WARM_UPS);
            Meter.Use before = Meter.process();
            download(client, job, Path.of(arguments[2]), FILES);
            Meter.Use after = Meter.process();
            System.out.println(
                    (after.nanos() - before.nanos()) / FILES + " " + (after.bytes() - before.bytes()) / FILES);
        }
    }

    private static void download(ExportComments client, Job job, Path file, int times) {
        for (int i = 0; i < times; i++) {
            client.download(job, ResultFormat.JSON, file, DownloadOptions.DEFAULT);
        }
    }
}
