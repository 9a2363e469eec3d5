package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The reports of the contract suites: the same cases for all transports, and all passed. The modules of the transports run before this one. */
class SameCasesTest {
    private static final String RETROFIT =
            "transport-retrofit/target/surefire-reports/TEST-io.exportcomments.transport.retrofit.";
    private static final String VERTX =
            "transport-vertx/target/surefire-reports/TEST-io.exportcomments.transport.vertx.";

    /**
     * One case of a report.
     *
     * @param suite the suite's class, and in it the group
     * @param name the case, with its parameters
     * @param passed whether it ran to its end, and well
     */
    record Case(String suite, String name, boolean passed) {}

    @ParameterizedTest
    @CsvSource({
        "RetrofitTransportContractTest, VertxTransportContractTest, JobTransportContract, 200",
        "RetrofitTransportContractTest, BorrowedVertxContractTest, JobTransportContract, 200",
        "RetrofitSocketContractTest, VertxSocketContractTest, SocketTransportContract, 20"
    })
    void bothTransportsPassTheSameCases(String retrofit, String vertx, String suite, int atLeast)
            throws IOException, ParserConfigurationException, SAXException {
        List<Case> ofRetrofit = cases(RETROFIT + retrofit + ".xml", suite);
        List<Case> ofVertx = cases(VERTX + vertx + ".xml", suite);

        assertThat(ofRetrofit).hasSizeGreaterThanOrEqualTo(atLeast).allMatch(Case::passed);
        assertThat(ofVertx).allMatch(Case::passed).containsExactlyInAnyOrderElementsOf(ofRetrofit);
    }

    private static List<Case> cases(String file, String suite)
            throws IOException, ParserConfigurationException, SAXException {
        Path report = Project.root().resolve(file);
        assertThat(report).as("run the transports' tests first: mvn verify").isNotEmptyFile();
        List<Case> cases = new ArrayList<>();
        NodeList found = read(report).getElementsByTagName("testcase");
        for (int i = 0; i < found.getLength(); i++) {
            Element one = (Element) found.item(i);
            String of = one.getAttribute("classname");
            if (of.contains("." + suite)) {
                cases.add(new Case(of, one.getAttribute("name"), hasPassed(one)));
            }
        }
        return cases;
    }

    private static boolean hasPassed(Element one) {
        return List.of("failure", "error", "skipped").stream()
                .allMatch(outcome -> one.getElementsByTagName(outcome).getLength() == 0);
    }

    private static Document read(Path report) throws IOException, ParserConfigurationException, SAXException {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Files.newInputStream(report));
    }
}
