package io.exportcomments.campaign.processes;

import io.exportcomments.AsyncJobHandle;
import io.exportcomments.ExportComments;
import io.exportcomments.job.CreationJournal;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A creation by the program, which takes it up again in a later life if it does not know its outcome. */
final class ProgramCreation {
    private final ExportComments client;
    private final RoundPlan plan;
    private final ClientMemory memory;

    ProgramCreation(ExportComments client, RoundPlan plan, ClientMemory memory) {
        this.client = client;
        this.plan = plan;
        this.memory = memory;
    }

    void begin(int number, Consumer<JobGuid> known) {
        JobGuid before = memory.created(number);
        if (before != null) {
            known.accept(before);
            return;
        }
        if (memory.wasRefused(number)) {
            return;
        }
        ExportRequest request = ExportRequest.of(plan.url(number));
        CreationJournal journal = (sending, at) -> {
            memory.sending(number, at);
            Out.line("sending", number, at.toEpochMilli());
        };
        Instant sent = memory.sent(number);
        Out.line(sent == null ? "creating" : "resuming", number);
        CompletableFuture<AsyncJobHandle> outcome = sent == null
                ? client.async().create(request, journal)
                : client.async().resumeCreate(request, sent, memory.others(number), journal);
        outcome.whenComplete((handle, error) -> {
            if (error == null) {
                memory.created(number, handle.guid());
                Out.line("created", number, handle.guid());
                known.accept(handle.guid());
            } else {
                Out.line("refused", number, Out.of(error));
            }
        });
    }
}
