package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.SAXException;

/**
 * The reports of the contract suites: the same cases for all transports, and all passed. The modules of the transports
 * run before this one.
 */
class SameCasesTest {
    private static final String RETROFIT =
            "transport-retrofit/target/surefire-reports/TEST-io.exportcomments.transport.retrofit.";
    private static final String VERTX =
            "transport-vertx/target/surefire-reports/TEST-io.exportcomments.transport.vertx.";

    @ParameterizedTest
    @CsvSource({
        "RetrofitTransportContractTest, VertxTransportContractTest, JobTransportContract, 200",
        "RetrofitTransportContractTest, BorrowedVertxContractTest, JobTransportContract, 200",
        "RetrofitSocketContractTest, VertxSocketContractTest, SocketTransportContract, 20"
    })
    void bothTransportsPassTheSameCases(String retrofit, String vertx, String suite, int atLeast)
            throws IOException, ParserConfigurationException, SAXException {
        List<TestReport.Case> ofRetrofit = TestReport.cases(RETROFIT + retrofit + ".xml", suite);
        List<TestReport.Case> ofVertx = TestReport.cases(VERTX + vertx + ".xml", suite);

        assertThat(ofRetrofit).hasSizeGreaterThanOrEqualTo(atLeast).allMatch(TestReport.Case::passed);
        assertThat(ofVertx).allMatch(TestReport.Case::passed).containsExactlyInAnyOrderElementsOf(ofRetrofit);
    }
}
