package com.whitelabelcro.camel.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.whitelabelcro.camel.ledger.EntryState;
import com.whitelabelcro.camel.ledger.FailedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The operations page in Chromium, if it is installed ({@code apt-get install chromium-driver}).
 * {@code -Dscreenshots=docs/operations} writes the pictures of the docs.
 */
@Timeout(120)
class BrowserTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Dimension DESK = new Dimension(1100, 1000);
    private static final Dimension PHONE = new Dimension(500, 900);

    private static final String BACKGROUND = "return getComputedStyle(document.body).backgroundColor";

    private static PageUnderTest page;
    private static ChromeDriver browser;

    @TempDir
    private static Path home;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(DRIVER) && Files.isExecutable(BROWSER), "There is no Chromium on this machine");
        page = new PageUnderTest(home);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars");
        options.setCapability("goog:loggingPrefs", logs);
        browser = new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(), options);
        browser.manage().window().setSize(DESK);
        browser.get(page.at("/?token=" + page.token().value()).toString());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
        if (page != null) {
            page.close();
        }
    }

    private static void open(String path) {
        browser.get(page.at(path).toString());
    }

    /** Reads the text with one script, because the page may replace an element between two requests of the driver. */
    private static String text() {
        return String.valueOf(script("return document.querySelector('main')?.innerText"));
    }

    private static void shows(String... texts) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text()).contains(texts));
    }

    /** Waits for an element and presses Enter on it; again if the page has replaced it meanwhile. */
    private static void press(By element) {
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(WebDriverException.class).until(() -> {
            browser.findElement(element).sendKeys(Keys.ENTER);
            return true;
        });
    }

    private static FailedRecord giveUp(String name) {
        return page.giveUp(Map.of("first_name", name, "last_name", "Example", "email", name.toLowerCase(Locale.ROOT) + "@example.com",
                "external_id", "web_" + name));
    }

    private static void picture(String name) throws IOException {
        String folder = System.getProperty("screenshots");
        if (folder != null) {
            Object whole = script("const page = document.documentElement;"
                    + "return {x: 0, y: 0, width: page.scrollWidth, height: page.scrollHeight, scale: 1}");
            Object image = browser.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", whole)).get("data");
            Files.write(Path.of(folder, name + ".png"), Base64.getDecoder().decode(image.toString()));
        }
    }

    /** The browser logs violations of the content security policy and script errors. */
    private static void noErrorsAreLogged() {
        assertThat(browser.manage().logs().get(LogType.BROWSER)).isEmpty();
    }

    @Test
    void aFailedRecordAppearsWithoutReloadAndIsCorrectedAndSentAgainByKeyboard() throws Exception {
        open("/");
        assertThat(browser.getCurrentUrl()).doesNotContain("token");
        for (String name : List.of("Bea", "Dan", "Eve", "Gus")) {
            page.create(Map.of("first_name", name, "last_name", "Example", "email", name + "@example.com"));
        }
        int before = page.listed().size();
        FailedRecord record = giveUp("Ann");
        await().atMost(PATIENCE).until(() -> text().contains((before + 1) + " failed"));
        picture("overview");

        press(By.id("to-failed"));
        shows(record.id().toString(), "given up by the scenario");
        press(By.linkText(record.id().toString()));
        shows("••••••");
        assertThat(text()).doesNotContain("Ann");
        press(button("Show the values"));
        await().atMost(PATIENCE).until(() -> "Ann".equals(script("return document.getElementsByName('field.first_name')[0]?.value")));
        WebElement name = browser.findElement(By.name("field.first_name"));
        name.clear();
        name.sendKeys("Anna");
        picture("edit");
        press(button("Save and send again"));

        shows("Sent again, and done.");
        assertThat(page.state(record)).isEqualTo(EntryState.DONE);
        assertThat(page.sandbox().requests()).last().extracting(each -> each.body()).asString().contains("\"Anna\"");
        noErrorsAreLogged();
    }

    private static By button(String label) {
        return By.xpath("//button[text()='" + label + "']");
    }

    @Test
    void thePageFitsOnAPhoneAndEveryInputHasALabel() throws Exception {
        FailedRecord record = giveUp("Cid");
        browser.manage().window().setSize(PHONE);
        try {
            for (String path : new String[] {"/", "/failed", "/failed/" + record.id()}) {
                open(path);
                assertThat(script("return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                        .as(path + " needs no scrolling to the side").isEqualTo(true);
                assertThat(script("return [...document.querySelectorAll('input:not([type=hidden]),select')].every(e => e.labels.length > 0)"))
                        .as(path).isEqualTo(true);
                assertThat(script("return document.documentElement.lang + document.querySelectorAll('h1').length"
                        + " + document.querySelectorAll('main').length")).isEqualTo("en11");
            }
            picture("phone");
        } finally {
            browser.manage().window().setSize(DESK);
        }
        noErrorsAreLogged();
    }

    @Test
    void thePageIsDarkIfTheSystemIsDark() throws Exception {
        open("/");
        Object light = script(BACKGROUND);
        browser.executeCdpCommand("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        try {
            assertThat(script(BACKGROUND)).isNotEqualTo(light).isEqualTo("rgb(22, 22, 22)");
            picture("dark");
        } finally {
            browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
        }
    }

    @Test
    void theFirstTabStopSkipsToTheContentAndTheFocusSurvivesAnUpdate() {
        open("/");
        browser.findElement(By.tagName("body")).sendKeys(Keys.TAB);
        assertThat(browser.switchTo().activeElement().getText()).isEqualTo("Skip to content");
        browser.executeScript("document.getElementById('to-unknown').focus();"
                + "document.body.addEventListener('htmx:afterSettle', () => document.body.dataset.updated = 'yes')");
        await().atMost(PATIENCE).until(() -> "yes".equals(script("return document.body.dataset.updated")));
        assertThat(browser.switchTo().activeElement().getDomAttribute("id")).isEqualTo("to-unknown");
        press(By.id("pause"));
        shows("Resume updates");
        noErrorsAreLogged();
    }

    private static Object script(String script) {
        return ((JavascriptExecutor) browser).executeScript(script);
    }
}
