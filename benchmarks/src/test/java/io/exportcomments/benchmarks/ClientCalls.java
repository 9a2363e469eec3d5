package io.exportcomments.benchmarks;

import io.exportcomments.ExportComments;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.ApiToken;
import io.exportcomments.port.TransportProvider;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Our side of calls: a job is asked for, alone or among others. */
final class ClientCalls {
    static final ApiToken TOKEN = ApiToken.of("S3cr3t".repeat(20));
    static final int AT_ONCE = 32;

    private ClientCalls() {}

    static ExportComments client(URI url, TransportProvider transport) {
        return ExportComments.builder()
                .token(TOKEN)
                .baseUrl(url)
                .transport(transport)
                .build();
    }

    static Work one(ExportComments client) {
        JobGuid guid = JobGuid.of(Samples.GUID);
        return () -> client.get(guid);
    }

    static Work many(ExportComments client) {
        JobGuid guid = JobGuid.of(Samples.GUID);
        return () -> atOnce(() -> client.async().get(guid));
    }

    /** As many calls at once as there may be, until all are answered. */
    static int atOnce(Supplier<? extends CompletableFuture<?>> call) {
        CompletableFuture<?>[] calls = new CompletableFuture<?>[AT_ONCE];
        for (int i = 0; i < AT_ONCE; i++) {
            calls[i] = call.get();
        }
        int answered = 0;
        for (CompletableFuture<?> each : calls) {
            Object job = each.join();
            answered += job instanceof Job || job instanceof PlainJob ? 1 : 0;
        }
        return answered;
    }
}
