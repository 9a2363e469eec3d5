package io.exportcomments.transport.retrofit;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.transport.JobTransportContract;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

@ExtendWith(RetrofitTransportContractTest.FaultOfOkHttp4.class)
class RetrofitTransportContractTest extends JobTransportContract {
    @Override
    protected TransportProvider provider() {
        return RetrofitTransport.create();
    }

    /** OkHttp 4 passes over one interim answer, and takes a second for the answer. */
    static final class FaultOfOkHttp4 implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            boolean several = context.getDisplayName().matches(".*\\d{3} \\d{3}.*");
            return several && System.getProperty("okhttp.expected", "5.").equals("4.")
                    ? ConditionEvaluationResult.disabled("OkHttp 4 takes the second interim answer for the answer")
                    : ConditionEvaluationResult.enabled("");
        }
    }
}
