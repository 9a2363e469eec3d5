package io.exportcomments.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.browser.Browser;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site in a real Chromium, opened from the disk; pictures are left in {@code target/screenshots}. */
@Tag("jdk-independent")
class SiteInBrowserTest {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String RESULTS = "[...document.querySelectorAll('#site-results a')]";
    private static Browser browser;

    @TempDir
    static Path output;

    private static Path version;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
        Path project = SmallCheckout.ofThisProject();
        new SiteBuild(project, output, false).make();
        version = output.resolve(new SourceTree(project).version());
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void clear() {
        browser.screen(1280, 900, false, false);
        open("index.html");
        browser.value("localStorage.clear()");
        browser.console();
    }

    @AfterEach
    void noComplaint() {
        assertThat(browser.console()).isEmpty();
    }

    private static void open(String page) {
        browser.open(URI.create("about:blank"));
        browser.open(version.resolve(page).toUri());
        browser.await("document.readyState === 'complete'");
    }

    private static void search(String words) {
        browser.fill("#site-words", words);
        browser.await("!document.getElementById('site-results').hidden");
    }

    private static String page() {
        return browser.text("location.href").replaceFirst(".*/" + version.getFileName() + "/", "");
    }

    @Test
    void aWordIsFoundAndItsPlaceIsOpened() {
        search("api-token");
        assertThat(browser.text("document.getElementById('site-found').textContent"))
                .matches("\\d+ places?.*");
        browser.await(RESULTS + "[0].querySelector('mark')?.textContent === 'api-token'");
        browser.click("#site-results a[href$='docs/spring.html#properties']");
        browser.await("location.hash === '#properties' && document.readyState === 'complete'");
        assertThat(page()).isEqualTo("docs/spring.html#properties");
        assertThat(browser.text("document.querySelector('h1').textContent")).isEqualTo("With Spring");
        assertThat(browser.value("document.getElementById('properties').getBoundingClientRect().top < innerHeight"))
                .isEqualTo(true);
    }

    @Test
    void whatTheTitleSaysComesFirst() {
        search("webhooks");
        assertThat(browser.text(RESULTS + "[0].textContent")).startsWith("Webhooks");
        search("watch contract");
        assertThat(browser.text(RESULTS + "[0].textContent")).startsWith("The watch contract");
        search("okhttp vert.x spring");
        assertThat(browser.value(RESULTS + ".length > 0")).isEqualTo(true);
        search("xyzzyplugh");
        assertThat(browser.text("document.getElementById('site-found').textContent"))
                .isEqualTo("Nothing was found.");
        search("(a|b[");
        assertThat(browser.text("document.getElementById('site-found').textContent"))
                .isEqualTo("Nothing was found.");
    }

    @Test
    void theKeyboardAloneIsEnough() {
        browser.press("/");
        assertThat(browser.text("document.activeElement.id")).isEqualTo("site-words");
        browser.press("circuit breaker");
        browser.await(RESULTS + ".length > 0");
        browser.press("\uE015\uE015\uE013");
        assertThat(browser.value("document.activeElement === " + RESULTS + "[0]"))
                .isEqualTo(true);
        assertThat(browser.text("getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
        browser.press("\uE00C");
        assertThat(browser.value(
                        "document.getElementById('site-results').hidden && document.activeElement.id === 'site-words'"))
                .isEqualTo(true);
        browser.press("s");
        browser.await(RESULTS + ".length > 0 && !document.getElementById('site-results').hidden");
        browser.press(Browser.ENTER);
        browser.await("!location.href.endsWith('/index.html') && document.readyState === 'complete'");
        open("docs/spring.html");
        browser.press(Browser.TAB);
        assertThat(browser.text("document.activeElement.className")).isEqualTo("skip");
        browser.press(Browser.ENTER);
        assertThat(browser.text("document.activeElement.id")).isEqualTo("site-content");
    }

    @Test
    void colorsAreTheSystemsUntilTheReaderChooses() {
        String ground = "getComputedStyle(document.body).backgroundColor";
        assertThat(browser.text(ground)).isEqualTo("rgb(255, 255, 255)");
        browser.screen(1280, 900, false, true);
        assertThat(browser.text(ground)).isEqualTo("rgb(18, 21, 26)");
        browser.await("document.getElementById('site-colors').textContent === 'Light'");
        browser.click("#site-colors");
        assertThat(browser.text(ground)).isEqualTo("rgb(255, 255, 255)");
        open("docs/spring.html");
        assertThat(browser.text(ground)).isEqualTo("rgb(255, 255, 255)");
    }

    @Test
    void nothingOverflowsAPhone() {
        browser.screen(360, 780, true, false);
        for (String page : new String[] {"index.html", "docs/cli.html", "docs/bulk-items.html", "docs/proof.html"}) {
            open(page);
            assertThat(browser.value("document.documentElement.scrollWidth"))
                    .as(page)
                    .isEqualTo(360);
            assertThat(browser.value("document.querySelector('.pages > details').open"))
                    .isEqualTo(false);
        }
        browser.click(".pages > details > summary");
        browser.click(".pages a[href='watch-contract.html']");
        browser.await("document.title.startsWith('The watch contract')");
    }

    @Test
    void everyControlHasANameAndEveryTextEnoughContrast() {
        for (String page : new String[] {"index.html", "docs/spring.html", "docs/lifecycle.html"}) {
            open(page);
            search("watch");
            assertThat(
                            browser.text(
                                    "[...document.querySelectorAll('a, button, input, select, summary')].filter(e => !e.labels?.length"
                                            + " && !e.getAttribute('aria-label') && !e.textContent.trim()).map(e => e.outerHTML).join()"))
                    .isEmpty();
            for (boolean dark : new boolean[] {false, true}) {
                browser.screen(1280, 900, false, dark);
                assertThat(browser.text(CONTRASTS)).as(page + " dark " + dark).isEmpty();
            }
        }
    }

    /** WCAG's contrast of each text with what is behind it. */
    private static final String CONTRASTS = """
            (() => {
              const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
              const light = (c) => { const [r, g, b] = c.map((v) => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
                return .2126 * r + .7152 * g + .0722 * b; };
              const ground = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
                if (c.length < 4 || c[3] > 0) return c.slice(0, 3); } return [255, 255, 255]; };
              const low = (e) => { const [a, b] = [light(rgb(getComputedStyle(e).color).slice(0, 3)), light(ground(e))].sort((x, y) => y - x);
                return (a + .05) / (b + .05) < 4.5; };
              return [...document.querySelectorAll('body *')]
                .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) && e.offsetParent && low(e))
                .map((e) => e.outerHTML).join();
            })()""";

    @Test
    void theListingIsCopied() {
        browser.devtools(
                "Browser.grantPermissions",
                new JsonObject()
                        .put(
                                "permissions",
                                new JsonArray().add("clipboardReadWrite").add("clipboardSanitizedWrite")));
        browser.value("document.querySelector('.copy').scrollIntoView({ block: 'center' })");
        browser.click(".copy");
        browser.await("document.querySelector('.copy').textContent !== 'Copy'");
        assertThat(browser.text("document.querySelector('.copy').textContent")).isEqualTo("Copied");
    }

    @Test
    void anotherVersionIsASelectionAwayAndAnOldOneSaysSo(@TempDir Path folder) {
        SmallCheckout checkout = new SmallCheckout(folder.resolve("checkout"));
        Path versions = folder.resolve("out");
        checkout.version("0.1.0");
        checkout.make(versions);
        checkout.version("0.2.0");
        checkout.make(versions);

        browser.open(versions.resolve("index.html").toUri());
        browser.await("location.href.endsWith('/0.2.0/index.html') && document.readyState === 'complete'");
        assertThat(browser.value("document.getElementById('site-notice').hidden"))
                .isEqualTo(true);
        browser.open(URI.create(versions.resolve("latest/docs/guide.html").toUri() + "#a-part"));
        browser.await("location.href.endsWith('/0.2.0/docs/guide.html#a-part') && document.readyState === 'complete'");

        browser.click("header select option:last-child");
        browser.await("location.href.endsWith('/0.1.0/docs/guide.html') && document.readyState === 'complete'");
        assertThat(browser.text("document.getElementById('site-notice').textContent"))
                .isEqualTo("This is about 0.1.0. The latest release is 0.2.0.");
        browser.click("#site-notice a");
        browser.await("location.href.endsWith('/0.2.0/docs/guide.html')");
    }

    @Test
    void picturesAreTakenOfAPhoneAndADesktop() {
        for (String page : new String[] {"docs/network", "docs/lifecycle"}) {
            String name = "site-" + page.replace('/', '-');
            browser.screen(1280, 900, false, false);
            open(page + ".html");
            browser.screenshot(PICTURES.resolve(name + "-desktop.png"));
            browser.screen(390, 844, true, true);
            open(page + ".html");
            browser.screenshot(PICTURES.resolve(name + "-phone-dark.png"));
        }
        browser.screen(1280, 900, false, true);
        search("limits plan");
        browser.screenshot(PICTURES.resolve("site-search-dark.png"));
        assertThat(PICTURES.resolve("site-search-dark.png")).isNotEmptyFile();
    }
}
