package io.exportcomments.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PerformancePlotsTest {
    private static final String HEAD =
            "# Performance\n\n| row | work | by | CPU, µs | bytes | CPU of ours, × |\n|---|---|\n";
    private static final String OURS = "| a | some work | exportcomments | 3.00 | 500 |  |  | 0.5 | 2026-11-28 |\n";

    private static String other(String cpu, String bytes) {
        return "| a | some work | <Another> | 2.00 | 400 | " + cpu + " | " + bytes + " | 0.5 | 2026-11-28 | 7.00 |\n";
    }

    private final PerformanceHistory history = PerformanceHistory.of(
            List.of("c1", "c2", "c3"),
            List.of(HEAD + OURS + other("2.00", ""), HEAD, HEAD + other("0.50", "1.25") + OURS));

    @Test
    void aRowHasACurveForEachOtherAndWhatItTakes() {
        assertThat(history.rows()).containsOnlyKeys("a");
        List<PerformanceHistory.Curve> curves = history.rows().get("a");
        assertThat(curves)
                .extracting(PerformanceHistory.Curve::name)
                .containsExactly("CPU, of <Another>", "bytes, of <Another>");
        assertThat(curves.get(0).ratios()).containsExactly(2.0, Double.NaN, 0.5);
        assertThat(curves.get(1).ratios()).containsExactly(Double.NaN, Double.NaN, 1.25);
    }

    @Test
    void aPlotIsAPictureWithAPointForEachFigure() throws Exception {
        Document picture = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(PerformancePlots.svg("a", history))));
        NodeList curves = picture.getElementsByTagName("polyline");
        assertThat(curves.getLength()).isEqualTo(2);
        assertThat(curves.item(0).getAttributes().getNamedItem("points").getTextContent())
                .isEqualTo("50.0,50.0 950.0,275.0");
        assertThat(curves.item(1).getAttributes().getNamedItem("points").getTextContent())
                .isEqualTo("950.0,162.5");
        assertThat(picture.getDocumentElement().getTextContent())
                .contains("c1", "c2", "c3", "2.00", "1.00", "CPU, of <Another>");
    }
}
