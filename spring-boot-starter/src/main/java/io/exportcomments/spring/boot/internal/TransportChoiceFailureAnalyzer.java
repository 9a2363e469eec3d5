package io.exportcomments.spring.boot.internal;

import io.exportcomments.spring.boot.ExportCommentsProperties.TransportName;
import java.util.Locale;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do when it can't be told which transport to use. */
public final class TransportChoiceFailureAnalyzer extends AbstractFailureAnalyzer<TransportChoiceException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, TransportChoiceException cause) {
        TransportName wanted = cause.wanted();
        if (wanted != null) {
            return new FailureAnalysis(
                    "exportcomments.transport asks for " + property(wanted) + ", which is not on the classpath.",
                    "Add the dependency io.exportcomments:exportcomments-transport-" + property(wanted)
                            + ", or change the property.",
                    cause);
        }
        if (cause.found().isEmpty()) {
            return new FailureAnalysis(
                    "There is no ExportComments transport on the classpath.",
                    "Add the dependency io.exportcomments:exportcomments-transport-retrofit or"
                            + " io.exportcomments:exportcomments-transport-vertx.",
                    cause);
        }
        return new FailureAnalysis(
                "There is more than one ExportComments transport on the classpath, and none is chosen.",
                "Set the property exportcomments.transport to retrofit or vertx, or exclude one of the dependencies"
                        + " exportcomments-transport-retrofit and exportcomments-transport-vertx.",
                cause);
    }

    private static String property(TransportName name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
