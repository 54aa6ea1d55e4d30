package io.pastelli.testkit;

import io.pastelli.conn.Plug;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;

/**
 * A client of one plug that keeps cookies from request to request, as a browser does.
 *
 * {@snippet :
 * var browser = TestClient.of(app);
 * TestConn login = browser.call(TestConn.post("/login").form(Map.of("name", "ada")));
 * assertThat(browser.follow(login).text()).contains("ada");
 * assertThat(browser.cookies()).containsKey("session");
 * }
 *
 * <p>
 * There is one host, and it counts as safe: domains make no difference and {@code secure} cookies are sent.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
public final class TestClient {
    private final Plug plug;
    private final TestCookies jar;

    private TestClient(Plug plug, InstantSource clock) {
        this.plug = plug;
        this.jar = new TestCookies(clock);
    }

    /** Returns a client without cookies. */
    public static TestClient of(Plug plug) {
        return of(plug, InstantSource.system());
    }

    /** Returns a client without cookies; those that it gets live by {@code clock}. */
    public static TestClient of(Plug plug, InstantSource clock) {
        return new TestClient(plug, clock);
    }

    /** Sends a GET. */
    public TestConn get(String target) {
        return call(TestConn.get(target));
    }

    /** Sends a request with the cookies kept so far, and keeps those that the response sets; waits as {@link TestRequest#call}. */
    public TestConn call(TestRequest request) {
        TestConn answered = jar.addTo(request).call(plug);
        answered.headersSoFar().ifPresent(sent -> jar.take(TestCookies.path(request), sent));
        return answered;
    }

    /**
     * Gets what a redirect leads to.
     *
     * @throws AssertionError when the response is no redirect
     */
    public TestConn follow(TestConn redirect) {
        String location = redirect.header("location");
        if (redirect.status() / 100 != 3 || location.isEmpty()) {
            throw new AssertionError("no redirect: " + redirect.status() + " " + redirect.text());
        }
        URI target = URI.create(redirect.request().target()).resolve(location);
        return get(target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery()));
    }

    /** Returns the cookies kept by name. */
    public Map<String, String> cookies() {
        return jar.all();
    }
}
