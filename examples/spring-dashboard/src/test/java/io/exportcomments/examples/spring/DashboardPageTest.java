package io.exportcomments.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.browser.Browser;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.mock.request.MockOperation;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real Chromium; its pictures are left in {@code target/screenshots}. */
@Timeout(120)
@Tag("jdk-independent")
class DashboardPageTest {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String SAID = "document.getElementById('said').textContent";
    private static final String LIVE = "document.getElementById('connection').dataset.state === 'live'";
    private static final String EMPTY = "document.getElementById('empty').textContent.startsWith('None')";
    private static Browser browser;

    private Dashboard dashboard;
    private MockService mock;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        dashboard = Dashboard.start();
        mock = dashboard.mock();
        mock.script("*", steady());
        mock.script(
                "*/fails",
                JobScript.queued(Duration.ZERO)
                        .rows(200)
                        .progressPercent(Duration.ofMillis(300), 40)
                        .fails(Duration.ofMillis(300), "The page is private or was removed.")
                        .onRetry(steady()));
        mock.script("*/endless", JobScript.queued(Duration.ZERO).rows(200).progressPercent(Duration.ofMillis(200), 55));
        browser.screen(1280, 900, false, false);
        browser.open(dashboard.base());
        browser.await(LIVE + " && " + EMPTY);
    }

    @AfterEach
    void close() {
        if (dashboard != null) {
            browser.open(URI.create("about:blank"));
            browser.console();
            dashboard.close();
        }
    }

    private static JobScript steady() {
        return JobScript.queued(Duration.ZERO)
                .progressPercent(Duration.ofMillis(300), 20)
                .progressPercent(Duration.ofMillis(400), 50)
                .progressPercent(Duration.ofMillis(400), 90)
                .done(Duration.ofMillis(400))
                .rows(1500);
    }

    private static void export(String url) {
        browser.fill("#url", url);
        browser.click("#new button");
        browser.await(card(url) + " !== undefined && " + SAID + ".includes('" + url + "')");
    }

    /** An expression for the card of a URL. */
    private static String card(String url) {
        return "[...document.querySelectorAll('.job')].find(e => e.querySelector('.url').textContent === '" + url
                + "')";
    }

    private static String part(String url, String selector) {
        return card(url) + "?.querySelector('" + selector + "')";
    }

    private static String shows(String url, String status, String bar) {
        return part(url, ".status") + "?.textContent === '" + status + "' && " + part(url, "progress") + "." + bar;
    }

    /** Clicks a button of a card, as a mouse does. */
    private static void click(String url, String button) {
        browser.value("(" + card(url) + ".id = 'the-one', 1)");
        browser.click("#the-one " + button);
        browser.value("(" + card(url) + ".id = '', 1)");
    }

    @Test
    void threeJobsOneFailsAndIsRetriedOneIsStoppedAndAllBarsEndRight() {
        String good = "https://vimeo.com/good";
        String fails = "https://vimeo.com/fails";
        String endless = "https://vimeo.com/endless";
        export(good);
        export(fails);
        export(endless);
        browser.await(shows(fails, "Failed", "value === 40"));
        assertThat(browser.text(part(fails, ".error") + ".textContent"))
                .isEqualTo("The page is private or was removed.");
        browser.await(shows(endless, "Running", "value === 55"));
        browser.screenshot(PICTURES.resolve("dashboard-under-way.png"));
        click(endless, ".stop");
        click(fails, ".retry");
        browser.await(shows(good, "Done", "value === 100"));
        browser.await(shows(endless, "Stopped", "value === 55"));
        browser.await(shows(fails, "Done", "value === 100"));
        assertThat(browser.text(part(fails, ".attempt") + ".textContent")).isEqualTo("attempt 2");
        assertThat(browser.text(part(good, ".amount") + ".textContent")).isEqualTo("1,500 of 1,500 comments");
        assertThat(browser.text(part(good, "progress") + ".getAttribute('aria-valuetext')"))
                .isEqualTo("Done, 1,500 of 1,500 comments");
        assertThat(mock.jobs().all())
                .extracting(job -> job.url() + " " + job.status())
                .containsExactly(endless + " stopped", fails + " done", good + " done");
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void theResultIsPreviewedAsTextAndDownloaded(@TempDir Path folder) throws IOException {
        String url = "https://vimeo.com/nasty";
        mock.script(
                "*/nasty",
                JobScript.instant()
                        .rows(30)
                        .comments(row -> "<img src=x onerror=\"document.title='taken'\"> " + "long ".repeat(row)));
        export(url);
        browser.await(shows(url, "Done", "value === 100"));
        click(url, ".show");
        browser.await("document.getElementById('preview').open");
        assertThat(browser.value("document.querySelectorAll('#preview tbody tr').length"))
                .isEqualTo(10);
        assertThat(browser.text("document.getElementById('preview-rows').textContent"))
                .contains("<img src=x");
        assertThat(browser.value("document.querySelectorAll('#preview img').length"))
                .isEqualTo(0);
        assertThat(browser.text("document.title")).isEqualTo("Exports");
        browser.screenshot(PICTURES.resolve("preview-desktop.png"));
        browser.screen(390, 844, true, false);
        browser.screenshot(PICTURES.resolve("preview-phone.png"));
        assertThat(browser.value("document.documentElement.scrollWidth")).isEqualTo(390);
        browser.screen(1280, 900, false, false);
        browser.press("\uE00C");
        browser.await("!document.getElementById('preview').open && document.activeElement.className === 'show'");

        browser.devtools(
                "Browser.setDownloadBehavior",
                new JsonObject()
                        .put("behavior", "allow")
                        .put("downloadPath", folder.toAbsolutePath().toString()));
        click(url, ".xlsx");
        click(url, ".json");
        String guid = browser.text(card(url) + ".dataset.guid");
        awaitFile(folder.resolve("export-" + guid + ".json"));
        awaitFile(folder.resolve("export-" + guid + ".xlsx"));
        assertThat(browser.console()).isEmpty();
    }

    private static void awaitFile(Path file) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!Files.exists(file)) {
            assertThat(System.nanoTime()).as(file.toString()).isLessThan(end);
            browser.await("true"); // a round through the browser
        }
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void refusalsAreSaidInPlainWords() {
        browser.fill("#url", "vimeo");
        browser.click("#new button");
        browser.await(SAID + ".startsWith('Give the full address')");
        assertThat(browser.text("document.activeElement.id")).isEqualTo("url");
        browser.fill("#url", "https://example.org/post");
        browser.click("#new button");
        browser.await(SAID + ".startsWith('The service does not take this')");
        mock.faults().on(MockOperation.LIST).always().inject(Fault.status(401));
        browser.await("document.getElementById('trouble').textContent.includes('does not accept the API token')");
    }

    @Test
    void aServerThatWasAwayIsFoundAgain() {
        export("https://vimeo.com/endless");
        String port = Integer.toString(dashboard.base().getPort());
        dashboard.close();
        browser.await("document.getElementById('connection').dataset.state === 'down'");
        dashboard = Dashboard.start(Map.of("server.port", port));
        mock = dashboard.mock();
        browser.await(LIVE + " && document.querySelectorAll('.job').length === 0");
        browser.console();
    }

    @Test
    void twoBrowserTabsSeeTheSame() throws IOException, InterruptedException {
        try (Listener other = dashboard.listen()) {
            export("https://vimeo.com/endless");
            String guid = browser.text(card("https://vimeo.com/endless") + ".dataset.guid");
            other.await(guid, "progress");
            dashboard.post("/api/jobs/" + guid + "/stop", "{}");
            browser.await(shows("https://vimeo.com/endless", "Stopped", "value >= 0"));
        }
    }

    @Test
    void theKeyboardAloneIsEnough() {
        browser.value("document.getElementById('url').focus()");
        browser.press("https://vimeo.com/endless" + Browser.ENTER);
        browser.await(shows("https://vimeo.com/endless", "Running", "value > 0"));
        browser.press(Browser.TAB + Browser.TAB);
        assertThat(browser.text("document.activeElement.className")).isEqualTo("stop");
        assertThat(browser.text("getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
        browser.press(Browser.ENTER);
        browser.await(shows("https://vimeo.com/endless", "Stopped", "value > 0")
                + " && document.activeElement.className === 'job'");
    }

    @Test
    void noButtonMovesAwayWhenSomethingIsSaid() {
        export("https://vimeo.com/endless");
        browser.value("document.getElementById('said').textContent = ''");
        String place = part("https://vimeo.com/endless", ".stop") + ".getBoundingClientRect().top";
        Object before = browser.value(place);
        browser.value("document.getElementById('said').textContent = 'Something was said.'");
        assertThat(browser.value(place)).isEqualTo(before);
    }

    @Test
    void everyControlHasANameAndNothingOverflowsAPhone() {
        seedOneOfEach();
        browser.screen(360, 780, true, false);
        browser.await("document.querySelectorAll('.job').length === 5");
        assertThat(browser.value("document.documentElement.scrollWidth")).isEqualTo(360);
        assertThat(
                        browser.text(
                                "[...document.querySelectorAll('button, input, a, progress')].filter(e => !e.hidden && !e.labels?.length"
                                        + " && !e.getAttribute('aria-label') && !e.textContent.trim()).map(e => e.outerHTML).join()"))
                .isEmpty();
        assertThat(browser.text(
                        "[...document.querySelectorAll('#new button, .job button:not([hidden]), .job a:not([hidden]), input')]"
                                + ".filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML).join()"))
                .isEmpty();
        assertThat(browser.text(
                        "performance.getEntriesByType('resource').every(e => e.name.startsWith(location.origin))"))
                .isEqualTo("true");
    }

    /** WCAG's contrast of each text with what is behind it, in both colour schemes. */
    @Test
    void everyTextHasEnoughContrast() {
        seedOneOfEach();
        browser.await("document.querySelectorAll('.job').length === 5");
        for (boolean dark : new boolean[] {false, true}) {
            browser.screen(1280, 900, false, dark);
            assertThat(browser.text(CONTRASTS)).as(dark ? "dark" : "light").isEmpty();
        }
    }

    private static final String CONTRASTS = """
            (() => {
              const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
              const light = (c) => { const [r, g, b] = c.map((v) => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
                return .2126 * r + .7152 * g + .0722 * b; };
              const ground = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
                if (c.length < 4 || c[3] > 0) return c.slice(0, 3); } return [255, 255, 255]; };
              return [...document.querySelectorAll('h1, h2, p, b, span, label, button, a')]
                .filter((e) => e.textContent.trim() && e.offsetParent && !e.closest('.skip'))
                .filter((e) => { const [a, b] = [light(rgb(getComputedStyle(e).color).slice(0, 3)), light(ground(e))].sort((x, y) => y - x);
                  return (a + .05) / (b + .05) < 4.5; })
                .map((e) => e.outerHTML).join();
            })()""";

    @Test
    void picturesAreTakenOfAPhoneAndADesktop() {
        seedOneOfEach();
        browser.await("document.querySelectorAll('.job').length === 5");
        browser.screenshot(PICTURES.resolve("dashboard-desktop.png"));
        browser.screen(1280, 900, false, true);
        browser.screenshot(PICTURES.resolve("dashboard-desktop-dark.png"));
        browser.screen(390, 844, true, false);
        browser.screenshot(PICTURES.resolve("dashboard-phone.png"));
        browser.screen(390, 844, true, true);
        browser.screenshot(PICTURES.resolve("dashboard-phone-dark.png"));
        assertThat(PICTURES.resolve("dashboard-phone-dark.png")).isNotEmptyFile();
    }

    private void seedOneOfEach() {
        Duration none = Duration.ZERO;
        mock.jobs()
                .seed(SeedJob.of("https://vimeo.com/1084537")
                        .script(JobScript.instant().rows(1234)));
        mock.jobs()
                .seed(SeedJob.of("https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=" + "a-long-playlist".repeat(8))
                        .script(JobScript.queued(none).progressPercent(none, 63)));
        mock.jobs()
                .seed(SeedJob.of("https://www.instagram.com/p/CuE2WNQs5vH/")
                        .script(JobScript.queued(none)
                                .progressPercent(none, 41)
                                .fails(none, "The page is private or was removed.")));
        mock.jobs()
                .seed(SeedJob.of("https://www.youtube.com/watch?v=9bZkp7q19f0").script(JobScript.endless()));
        mock.jobs().seed(SeedJob.of("https://vimeo.com/2").script(JobScript.queued(Duration.ofHours(1))));
    }
}
