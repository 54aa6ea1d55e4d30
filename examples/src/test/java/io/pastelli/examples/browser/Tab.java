package io.pastelli.examples.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tab of {@link Chromium}: does what a person does, and sees what is on the page. */
public final class Tab implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Chromium browser;
    private final String id;
    private final DevTools devTools;

    Tab(Chromium browser, String id, DevTools devTools) {
        this.browser = browser;
        this.id = id;
        this.devTools = devTools;
    }

    /** Goes to another page and waits until it is loaded. */
    public Tab navigate(String url) throws InterruptedException {
        devTools.call("Page.navigate", Map.of("url", url));
        return await("location.href !== 'about:blank' && document.readyState === 'complete'");
    }

    /** Returns the value of a JavaScript expression as text; promises are awaited. */
    public String eval(String expression) {
        JsonNode answer = devTools.call("Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
        }
        JsonNode value = answer.get("result").get("value");
        return value == null ? "undefined" : value.asString(value.toString());
    }

    /** Returns the value of a JavaScript expression that gives an array of whole numbers. */
    public int[] numbers(String expression) {
        return JsonMapper.shared().readValue(eval("JSON.stringify(" + expression + ")"), int[].class);
    }

    /** Waits until a JavaScript expression is true. */
    public Tab await(String condition) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!eval("!!(" + condition + ")").equals("true")) {
            if (System.nanoTime() > until) {
                throw new AssertionError("not within " + PATIENCE + ": " + condition + "; the page shows: "
                        + eval("document.body.innerText"));
            }
            Thread.sleep(10);
        }
        return this;
    }

    /** Returns what the first element of a selector shows. */
    public String text(String selector) {
        return eval(element(selector) + ".innerText");
    }

    /** Waits until an element shows exactly this text. */
    public Tab awaitText(String selector, String text) throws InterruptedException {
        return await("document.querySelector(" + quoted(selector) + ")?.innerText === " + quoted(text));
    }

    /** Waits until so many elements match. */
    public Tab awaitCount(String selector, int count) throws InterruptedException {
        return await("document.querySelectorAll(" + quoted(selector) + ").length === " + count);
    }

    /** Presses the mouse button in the middle of an element. */
    public Tab click(String selector) {
        eval(element(selector) + ".scrollIntoView({block: 'center'})");
        String[] middle = eval("(r => (r.x + r.width / 2) + ' ' + (r.y + r.height / 2))(" + element(selector)
                + ".getBoundingClientRect())").split(" ", -1);
        for (String type : List.of("mousePressed", "mouseReleased")) {
            devTools.call("Input.dispatchMouseEvent",
                    Map.of("type", type, "x", Double.parseDouble(middle[0]), "y",
                            Double.parseDouble(middle[1]), "button", "left", "clickCount", 1));
        }
        return this;
    }

    /** Types text where the focus is. */
    public Tab type(String text) {
        devTools.call("Input.insertText", Map.of("text", text));
        return this;
    }

    /** Chooses a file in an {@code input}. */
    public Tab choose(String selector, Path file) {
        var node = devTools.call("Runtime.evaluate", Map.of("expression", element(selector))).get("result");
        devTools.call("DOM.setFileInputFiles",
                Map.of("files", List.of(file.toString()), "objectId", node.get("objectId").asString()));
        return this;
    }

    /** Lets the tab send no more than so many bytes a second. */
    public Tab slowUploads(int bytesPerSecond) {
        devTools.call("Network.enable", Map.of());
        devTools.call("Network.emulateNetworkConditions", Map.of("offline", false, "latency", 0,
                "downloadThroughput", -1, "uploadThroughput", bytesPerSecond));
        return this;
    }

    /** Presses a key: {@code Enter}, {@code ArrowRight}. */
    public Tab press(String key) {
        var enter = key.equals("Enter");
        int code = enter ? 13 : 0;
        devTools.call("Input.dispatchKeyEvent",
                Map.of("type", enter ? "keyDown" : "rawKeyDown", "key", key, "code", key,
                        "text", enter ? "\r" : "", "windowsVirtualKeyCode", code));
        devTools.call("Input.dispatchKeyEvent",
                Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
        return this;
    }

    /** Makes the page as large as a screen of {@code width} by {@code height} pixels. */
    public Tab size(int width, int height) {
        devTools.call("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        return this;
    }

    /** Shows the page as at night. */
    public Tab dark() {
        devTools.call("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        return this;
    }

    /** Writes a picture of the page as PNG. */
    public Tab screenshot(Path file) throws IOException {
        devTools.call("Page.bringToFront", Map.of()); // a tab behind another paints nothing
        var data = devTools.call("Page.captureScreenshot", Map.of("format", "png")).get("data").asString();
        Files.write(file, Base64.getDecoder().decode(data));
        return this;
    }

    /** Closes the tab as a person does. */
    @Override
    public void close() throws IOException {
        browser.closeTab(id);
        devTools.abort();
    }

    private static String element(String selector) {
        return "document.querySelector(" + quoted(selector) + ")";
    }

    private static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }
}
