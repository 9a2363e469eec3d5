package io.exportcomments.spring.boot.internal;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do when the properties for the network can't be used. */
public final class InvalidNetworkFailureAnalyzer extends AbstractFailureAnalyzer<InvalidNetworkException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidNetworkException cause) {
        return new FailureAnalysis(
                "The ExportComments client can't use the network as the properties have it. " + cause.getMessage()
                        + ".",
                "Correct the properties below exportcomments.proxy and exportcomments.ssl, or have a bean of type"
                        + " NetworkSettings.",
                cause);
    }
}
