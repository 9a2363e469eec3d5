package io.exportcomments.spring.boot.internal;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do when there is no good token. */
public final class InvalidTokenFailureAnalyzer extends AbstractFailureAnalyzer<InvalidTokenException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidTokenException cause) {
        return new FailureAnalysis(
                "The ExportComments client has no API token that it could use. " + cause.getMessage() + ".",
                "Set the environment variable EXPORTCOMMENTS_API_TOKEN, or the property exportcomments.api-token, to the"
                        + " token that your ExportComments account shows under its API settings. In a test, use the"
                        + " stand-in for the service: @ExportCommentsTest of exportcomments-spring-boot-starter-test.",
                cause);
    }
}
