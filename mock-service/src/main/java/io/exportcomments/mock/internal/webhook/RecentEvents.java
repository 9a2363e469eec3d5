package io.exportcomments.mock.internal.webhook;

import io.exportcomments.mock.internal.jobs.Assumptions;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.webhook.WebhookEvent;
import io.exportcomments.mock.webhook.WebhookShape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/** The newest events, from which samples are made. Guarded by the dispatcher's lock. */
final class RecentEvents {

    private static final int CAPACITY = 100;

    private record Happened(WebhookEvent event, MockJob job, UUID id) {}

    private final Deque<Happened> newestFirst = new ArrayDeque<>();

    void add(WebhookEvent event, MockJob job, UUID id) {
        newestFirst.addFirst(new Happened(event, job, id));
        if (newestFirst.size() > CAPACITY) {
            newestFirst.removeLast();
        }
    }

    /** The bodies of the newest events of a kind, newest first. */
    List<String> samples(WebhookEvent event, String origin, DeliveryBody bodies, DeliveryIds ids) {
        List<String> samples = new ArrayList<>();
        for (Happened each : newestFirst) {
            if (each.event == event && samples.size() < Assumptions.SAMPLE_EVENTS) {
                samples.add(bodies.of(WebhookShape.FULL, event, each.job, origin, ids.messageId(), each.id)
                        .encode());
            }
        }
        return samples;
    }
}
