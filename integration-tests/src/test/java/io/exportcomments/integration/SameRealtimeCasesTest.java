package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The reports of the interop suites, which are there once all other tests of this module have run: the mock does case
 * by case what a real server does.
 */
@Tag("jdk-independent")
class SameRealtimeCasesTest {
    private static final String REPORTS =
            "integration-tests/target/surefire-reports/TEST-io.exportcomments.integration.realtime.";

    @ParameterizedTest
    @CsvSource({
        "MockInteropTest, CentrifugoInteropTest, 25",
        "MockRulesInteropTest, CentrifugoRulesInteropTest, 30",
        "MockPatienceInteropTest, CentrifugoPatienceInteropTest, 7",
        "MockUpdatesInteropTest, CentrifugoUpdatesInteropTest, 30",
        "MockInteropTest, CentrifugeEngineInteropTest, 25",
        "MockUpdatesInteropTest, CentrifugeEngineUpdatesInteropTest, 30"
    })
    void theMockPassesTheCasesOfARealServer(String mock, String server, int atLeast) throws Exception {
        assumeTrue(ran(mock) && ran(server), "only some of the tests were run");
        List<TestReport.Case> real = TestReport.cases(REPORTS + server + ".xml", server);
        assumeTrue(real.stream().anyMatch(TestReport.Case::passed), server + " was skipped, and its report says why");

        assertThat(names(TestReport.cases(REPORTS + mock + ".xml", mock)))
                .hasSizeGreaterThanOrEqualTo(atLeast)
                .isSubsetOf(names(real));
    }

    private static boolean ran(String suite) {
        return Files.isRegularFile(Project.root().resolve(REPORTS + suite + ".xml"));
    }

    private static List<String> names(List<TestReport.Case> cases) {
        assertThat(cases).allMatch(TestReport.Case::passed);
        return cases.stream().map(TestReport.Case::name).toList();
    }
}
