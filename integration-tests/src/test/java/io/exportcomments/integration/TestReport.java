package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A report that Surefire wrote of a test class. */
final class TestReport {
    /**
     * One case of a report.
     *
     * @param suite the suite's class, and in it the group
     * @param name the case, with its parameters
     * @param passed whether it ran to its end, and well
     */
    record Case(String suite, String name, boolean passed) {}

    private TestReport() {}

    /** The cases of a suite, which is named by a part of the class name. */
    static List<Case> cases(String file, String suite) throws IOException, ParserConfigurationException, SAXException {
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
