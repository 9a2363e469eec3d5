package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.browser.Browser;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.SeedJob;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The mock's live page in a real Chromium; its pictures are left in {@code target/screenshots}. */
@Tag("jdk-independent")
class LivePageTest {

    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String SAID = "document.getElementById('said').textContent";
    private static final String LIVE = "document.getElementById('connection').dataset.state === 'live'";
    private static Browser browser;
    private final MockService mock = MockService.start();

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
        browser.screen(1280, 900, false, false);
        browser.open(mock.livePage());
        browser.await(LIVE + " && document.querySelectorAll('#course option').length > 3");
    }

    @AfterEach
    void close() {
        browser.open(URI.create("about:blank"));
        browser.console();
        mock.close();
    }

    private static void start(String url, String course) {
        browser.fill("#url", url);
        browser.click("#course option[value=" + course + "]");
        browser.click("#start button");
    }

    /** An expression for a part of the newest job's card. */
    private static String newest(String part) {
        return "document.querySelector('#jobs li:first-child " + part + "')";
    }

    private static String status(String text) {
        return newest(".status") + "?.textContent === '" + text + "'";
    }

    @Test
    void aJobThatIsStartedOnThePageMovesItsBarToTheEnd() {
        start("https://vimeo.com/1084537", "quick");
        browser.await(newest("progress") + "?.value > 0 && " + newest("progress") + ".value < 100");
        browser.await(status("done") + " && " + newest("progress") + ".value === 100");

        MockJob job = mock.jobs().all().get(0);
        assertThat(job.url()).isEqualTo("https://vimeo.com/1084537");
        browser.await(SAID + " === 'Done: https://vimeo.com/1084537'");
        assertThat(browser.text(newest(".amount") + ".textContent"))
                .isEqualTo(job.rows() + " of " + job.rows() + " comments");
        assertThat(browser.text("document.getElementById('events').textContent"))
                .contains("job.created", "job.progress", "job.finished");
        assertThat(mock.journal().entries()).isEmpty();
        assertThat(mock.realtime().connections()).isEmpty();
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void jobsAreStoppedAndRetried() {
        start("https://vimeo.com/1", "endless");
        browser.await(status("running"));
        browser.click("#jobs li:first-child .stop");
        browser.await(status("stopped") + " && " + newest(".stop") + ".hidden");
        assertThat(mock.jobs().all().get(0).status()).isEqualTo("stopped");

        start("https://vimeo.com/2", "failing-once");
        browser.await(status("failed"));
        assertThat(browser.text(newest(".error") + ".textContent")).contains("private");
        browser.click("#jobs li:first-child .retry");
        browser.await(status("done"));
        assertThat(browser.text(newest(".attempt") + ".textContent")).isEqualTo("attempt 2");
    }

    @Test
    void aRefusalIsSaidInWords() {
        start("https://example.org/post", "usual");
        browser.await(SAID + ".includes('not supported')");
        assertThat(mock.jobs().all()).isEmpty();
    }

    @Test
    void aCutSocketComesBackAndWhatWasMissedIsRecovered() {
        String events = "document.getElementById('events').textContent";
        browser.click("[data-fault=lose]");
        browser.await(SAID + " === 'The next event gets lost.'");
        mock.jobs().seed(SeedJob.of("https://vimeo.com/3").script(JobScript.endless()));
        browser.click("[data-fault=cut]");
        browser.await(events + ".includes('the connection ended') && " + LIVE);
        browser.await(events + ".includes('recovered') && " + newest(".url") + "?.textContent.endsWith('/3')");
        browser.click("[data-fault=final]");
        browser.await("!document.getElementById('reconnect').hidden");
        browser.click("#reconnect");
        browser.await(LIVE);
    }

    @Test
    void aHalfOpenSocketIsNoticedAndReplaced() {
        String events = "document.getElementById('events').textContent";
        browser.click("[data-fault=half-open]");
        browser.await(events + ".includes('it fell silent') && " + LIVE);
        mock.jobs().seed(SeedJob.of("https://vimeo.com/6").script(JobScript.instant()));
        start("https://vimeo.com/7", "quick");
        browser.await(status("done"));
    }

    @Test
    void requestsOfProgramsGoWrongByAClickAndThePagesOwnDoNot() {
        browser.click("[data-fault=bad-gateway]");
        browser.await(SAID + ".includes('502')");
        start("https://vimeo.com/4", "quick");
        browser.await(status("done"));
        assertThat(Answers.status(mock, "/api/v3/jobs")).isEqualTo(502);
        browser.click("[data-fault=clear]");
        browser.await(SAID + ".includes('Nothing goes wrong')");
        assertThat(Answers.status(mock, "/api/v3/jobs")).isEqualTo(200);
    }

    @Test
    void theKeyboardAloneIsEnough() {
        browser.value("document.getElementById('url').focus()");
        browser.press(Browser.TAB + "r" + Browser.TAB + Browser.TAB);
        assertThat(browser.text("document.activeElement.textContent")).isEqualTo("Start");
        assertThat(browser.text("getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
        browser.press(Browser.ENTER);
        browser.await(status("running"));
        browser.press(Browser.TAB);
        browser.await("document.activeElement.className === 'stop'");
        browser.press(Browser.ENTER);
        browser.await(status("stopped") + " && document.activeElement.className === 'job'");
    }

    @Test
    void whatComesFromOutsideIsShownAsText() {
        String nasty = "https://vimeo.com/5?<img src=x onerror=document.title='taken'>";
        mock.jobs()
                .seed(SeedJob.of("https://vimeo.com/5")
                        .script(JobScript.queued(Duration.ZERO).fails(Duration.ZERO, nasty)));
        mock.realtime().publish(mock.realtime().accountChannel(), "{\"event\":\"<b>bold</b>\"}");
        browser.await(newest(".error") + "?.textContent.includes('<img')");
        browser.await("document.getElementById('events').textContent.includes('<b>bold</b>')");
        assertThat(browser.value("document.querySelectorAll('#jobs img, #events b').length"))
                .isEqualTo(0);
        assertThat(browser.text("document.title")).doesNotContain("taken");
    }

    @Test
    void everyControlHasANameAndNothingOverflowsAPhone() {
        seedOneOfEach();
        browser.screen(360, 780, true, false);
        browser.await("document.querySelectorAll('.job').length === 5");
        assertThat(browser.value("document.documentElement.scrollWidth")).isEqualTo(360);
        assertThat(
                        browser.text(
                                "[...document.querySelectorAll('button, input, select, progress')].filter(e => !e.hidden"
                                        + " && !e.labels?.length && !e.getAttribute('aria-label') && !e.textContent.trim()).map(e => e.outerHTML).join()"))
                .isEmpty();
        assertThat(browser.text("[...document.querySelectorAll('button:not([hidden]), input, select')]"
                        + ".filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML).join()"))
                .isEmpty();
        assertThat(browser.text(
                        "performance.getEntriesByType('resource').every(e => e.name.startsWith(location.origin))"))
                .isEqualTo("true");
    }

    @Test
    void picturesAreTakenOfAPhoneAndADesktop() {
        seedOneOfEach();
        browser.await("document.querySelectorAll('.job').length === 5");
        browser.screenshot(PICTURES.resolve("live-page-desktop.png"));
        browser.screen(1280, 900, false, true);
        browser.screenshot(PICTURES.resolve("live-page-desktop-dark.png"));
        browser.screen(390, 844, true, false);
        browser.screenshot(PICTURES.resolve("live-page-phone.png"));
        browser.screen(390, 844, true, true);
        browser.screenshot(PICTURES.resolve("live-page-phone-dark.png"));
        assertThat(PICTURES.resolve("live-page-phone-dark.png")).isNotEmptyFile();
    }

    private void seedOneOfEach() {
        Duration none = Duration.ZERO;
        mock.jobs().seed(SeedJob.of("https://vimeo.com/1084537").script(JobScript.instant()));
        mock.jobs()
                .seed(SeedJob.of("https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=" + "a-long-playlist".repeat(8))
                        .script(JobScript.queued(none).progressPercent(none, 63)));
        mock.jobs()
                .seed(SeedJob.of("https://www.instagram.com/p/CuE2WNQs5vH/")
                        .script(JobScript.queued(none)
                                .progressPercent(none, 41)
                                .fails(none, "The post is private or was removed.")));
        mock.jobs()
                .seed(SeedJob.of("https://www.youtube.com/watch?v=9bZkp7q19f0").script(JobScript.endless()));
        mock.jobs().seed(SeedJob.of("https://vimeo.com/2").script(JobScript.queued(Duration.ofHours(1))));
    }
}
