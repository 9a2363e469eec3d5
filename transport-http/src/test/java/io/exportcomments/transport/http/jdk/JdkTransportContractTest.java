package io.exportcomments.transport.http.jdk;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.transport.JobTransportContract;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

@ExtendWith(JdkTransportContractTest.FaultOfTheJdk.class)
class JdkTransportContractTest extends JobTransportContract {
    @Override
    protected TransportProvider provider() {
        return new JdkTransport();
    }

    /**
     * When headers are too large the JDK's client fails, but forgets to close the connection, and nobody else can. It
     * takes no host with an underscore, and fails where a body comes with 204.
     */
    static final class FaultOfTheJdk implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String name = context.getTestMethod().map(Method::getName).orElse("");
            return switch (name) {
                case "headersWithoutEndDoNotFillTheMemory" ->
                    ConditionEvaluationResult.disabled("the JDK's client leaks the connection");
                case "aHostWithAnUnderscoreIsAHost" ->
                    ConditionEvaluationResult.disabled("the JDK's client refuses such a host");
                case "aBodyWhereNoneBelongsIsPassedOver" ->
                    ConditionEvaluationResult.disabled("the JDK's client refuses a body with 204");
                default -> ConditionEvaluationResult.enabled("");
            };
        }
    }
}
