package io.pastelli.examples.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.examples.browser.Chromium;
import io.pastelli.examples.browser.InChromium;
import io.pastelli.examples.browser.Tab;
import io.pastelli.examples.web.OnEveryAdapter;
import io.pastelli.examples.web.Served;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;

@InChromium
class NotesInChromiumTest {
    @TempDir
    Path files;

    @OnEveryAdapter
    void aNoteIsWrittenSeenAndRemoved(String adapter, Chromium browser) throws Exception {
        try (var served = Served.on(adapter, Notes.plug()); var tab = login(browser, served)) {
            tab.awaitText(".flash", "Welcome, <Ada>.").awaitText(".who span", "<Ada>");
            tab.click("#title").type("<b>Sea</b>").click("#text").type("cold & wide")
                    .choose("#file", picture())
                    .click("#write button").awaitText(".flash", "“<b>Sea</b>” is on the shelf.")
                    .awaitText(".notes h2", "<b>Sea</b>").awaitText(".notes .text", "cold & wide")
                    .await("document.querySelector('.notes img').naturalWidth === 40");
            tab.navigate(served.url("/")).awaitCount(".flash", 0).awaitCount(".notes .card", 1);
            tab.click(".notes button").awaitText(".flash", "“<b>Sea</b>” is gone.").awaitCount(".notes .card",
                    0);
        }
    }

    @OnEveryAdapter
    void aPageShowsHowFarAnUploadHasComeIn(String adapter, Chromium browser) throws Exception {
        try (var served = Served.on(adapter, Notes.plug()); var tab = login(browser, served)) {
            tab.click("#title").type("large").choose("#file", file(1_500_000));
            tab.eval(
                    """
                            window.seen = [];
                            new MutationObserver(() => seen.push(document.getElementById("progress").value))
                                .observe(document.getElementById("progress"), {attributes: true})""");
            tab.slowUploads(500_000).click("#write button")
                    .await("document.querySelector('.notes h2')?.innerText === 'large'");
            int[] seen = tab.numbers("seen");
            assertThat(seen).isSorted().hasSizeGreaterThan(5);
            assertThat(seen[seen.length / 2]).isStrictlyBetween(5, 95);
            tab.awaitText(".notes a", "file-1500000.bin");
        }
    }

    @OnEveryAdapter
    void whatIsWrongStandsInTheFormAndNothingIsLost(String adapter, Chromium browser) throws Exception {
        try (var served = Served.on(adapter, Notes.plug()); var tab = login(browser, served)) {
            tab.click("#text").type("no title yet").click("#write button")
                    .awaitText("#title-problem", "A note needs a title.")
                    .await("document.getElementById('text').value === 'no title yet'");
            tab.choose("#file", file(5_000_000)).click("#title").type("too large").click("#write button")
                    .awaitText("#problem", "the body is larger than 4000000 bytes: send less")
                    .awaitText("#title-problem", "").awaitCount(".notes .card", 0);
            tab.eval("document.getElementById('write').submit()"); // as a browser without scripts
            tab.awaitText(".error h1", "Content Too Large").awaitText("[data-problem]",
                    "the body is larger than 4000000 bytes: send less");
        }
    }

    @OnEveryAdapter
    void aWrongPasswordAndALogoutLeaveOneOutside(String adapter, Chromium browser) throws Exception {
        try (var served = Served.on(adapter, Notes.plug()); var tab = browser.open(served.url("/"))) {
            tab.click("#name").type("Ada").click("#password").type("guess").press("Enter")
                    .awaitText("[role=alert]", "That is not the password.")
                    .await("document.getElementById('name').value === 'Ada'");
            tab.click("#password").type(Login.PASSWORD).press("Enter").awaitText(".who span", "Ada");
            tab.click("#logout").awaitText("h1", "Sign in").navigate(served.url("/")).awaitText("h1",
                    "Sign in");
        }
    }

    @OnEveryAdapter
    void whatBreaksHasAPageForVisitorsAndOneForDevelopers(String adapter, Chromium browser) throws Exception {
        try (var served = Served.on(adapter, Notes.plug()); var tab = browser.open(served.url("/trouble"))) {
            tab.awaitText(".error h1", "Internal Server Error");
            assertThat(tab.text("main")).contains("our fault").doesNotContain("IllegalState");
            tab.navigate(served.url("/trouble/development"))
                    .await("document.body.innerText.includes('meant to happen')");
            tab.navigate(served.url("/nowhere")).awaitText(".error .status", "404").click(".error .button")
                    .awaitText("h1", "Sign in");
        }
    }

    private static Tab login(Chromium browser, Served served) throws Exception {
        return browser.open(served.url("/")).click("#name").type("<Ada>").click("#password")
                .type(Login.PASSWORD)
                .press("Enter").awaitText(".who span", "<Ada>");
    }

    private Path file(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(files.resolve("file-" + size + ".bin"), bytes);
    }

    private Path picture() throws IOException {
        Path file = files.resolve("sea \"1\".png");
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        return file;
    }
}
