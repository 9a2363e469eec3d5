package io.exportcomments.spring.boot.internal;

import io.exportcomments.bulk.BulkExports;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up when the store answers. Details: the batches, whether this program works on them, and why it sends nothing. */
public final class BulkHealthIndicator extends AbstractHealthIndicator {
    private final BulkExports bulk;
    private final BulkStatus status;

    public BulkHealthIndicator(BulkExports bulk, BulkStatus status) {
        super("The store of bulk exports could not be asked");
        this.bulk = bulk;
        this.status = status;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.withDetail("working", bulk.isWorking());
        status.pausedBecause().ifPresent(why -> builder.withDetail("sendingPaused", why));
        builder.withDetail("batches", bulk.batches().size()).up();
    }
}
