package io.exportcomments.spring.boot.internal;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do when limits are to be shared, and can't be. */
public final class SharedLimitsFailureAnalyzer extends AbstractFailureAnalyzer<SharedLimitsException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SharedLimitsException cause) {
        return new FailureAnalysis(
                cause.getMessage() + ".",
                cause.action() + " Without exportcomments.quota.account, the"
                        + " program keeps to the plan as if it were alone.",
                cause);
    }
}
