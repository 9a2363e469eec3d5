package io.exportcomments.metrics.micrometer.internal;

import io.exportcomments.metrics.micrometer.names.ClientMeter;

/** How one limit of the plan stands. */
final class LimitMeters {
    private volatile int left;
    private volatile int waiting;

    void register(ClientMeters meters, String limit) {
        meters.gauge(ClientMeter.LIMIT_LEFT, this, standing -> standing.left, limit);
        meters.gauge(ClientMeter.LIMIT_WAITING, this, standing -> standing.waiting, limit);
    }

    void set(int nowLeft, int nowWaiting) {
        left = nowLeft;
        waiting = nowWaiting;
    }
}
