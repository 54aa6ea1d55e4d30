package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.pastelli.conn.AlreadySentException;
import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.crypto.Secrets;
import io.pastelli.crypto.Vault;
import io.pastelli.http.CookieOptions;
import io.pastelli.testkit.TestConn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class SessionTest {
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private final MemoryStore memory = MemoryStore.create(Duration.ofMinutes(30), 3, () -> now);
    private final Vault vault = new Vault(Secrets.of("s".repeat(64)), () -> now);

    /** Calls with the cookie of an earlier response. */
    private TestConn call(SessionStore store, String cookie, Plug plug) {
        var request = TestConn.get("/");
        return (cookie.isEmpty() ? request : request.header("cookie", cookie))
                .call(Plug.pipeline(conn -> conn.putVault(vault), Session.plug(store), plug));
    }

    private TestConn call(String cookie, Plug plug) {
        return call(memory, cookie, plug);
    }

    private static String cookie(TestConn response) {
        assertThat(response.status()).isEqualTo(200);
        return response.header("set-cookie").replaceFirst(";.*", "");
    }

    private String login() {
        return cookie(call("", conn -> ok(Session.put(conn, "user", "7"))));
    }

    private static Conn ok(Conn conn) {
        return conn.sendResp(200, Session.all(conn).toString());
    }

    @Test
    void whatIsPutIsThereInTheNextRequest() {
        String cookie = login();
        assertThat(call(cookie, conn -> conn.sendResp(200, Session.get(conn, "user").orElse("?"))).text())
                .isEqualTo("7");
        assertThat(call(cookie, conn -> ok(Session.delete(conn, "user"))).text()).isEqualTo("{}");
        assertThat(call(cookie, SessionTest::ok).text()).isEqualTo("{}");
    }

    @Test
    void aSessionThatIsOnlyReadOrNotUsedSetsNoCookie() {
        assertThat(call("", SessionTest::ok).header("set-cookie")).isEmpty();
        assertThat(call(login(), SessionTest::ok).header("set-cookie")).isEmpty();
    }

    @Test
    void theStoreIsAskedAtTheFirstUseAndOnce() {
        var asked = new ArrayList<String>();
        var counting = new SessionStore() {
            @Override
            public Optional<Map<String, String>> get(Conn conn, String cookie) {
                asked.add(cookie);
                return Optional.of(Map.of("a", "1"));
            }

            @Override
            public Optional<String> put(Conn conn, Optional<String> cookie, Map<String, String> values) {
                return cookie;
            }

            @Override
            public void delete(Conn conn, String cookie) {}
        };
        call(counting, "session=x", conn -> conn.sendResp(200, ""));
        assertThat(asked).isEmpty();
        call(counting, "session=x", conn -> ok(Session.put(Session.put(conn, "b", "2"), "c", "3")));
        assertThat(asked).containsExactly("x");
    }

    @Test
    void aCookieOfTheStoreIsHiddenFromScriptsAndBoundToTheSite() {
        assertThat(call("", conn -> ok(Session.put(conn, "a", "1"))).header("set-cookie"))
                .contains("path=/").contains("HttpOnly").contains("SameSite=Lax");
    }

    @Test
    void anIdThatAClientMadeUpIsNotTakenOver() {
        assertThat(cookie(call("session=made-up", conn -> ok(Session.put(conn, "a", "1")))))
                .isNotEqualTo("session=made-up").hasSize("session=".length() + 43);
    }

    @Test
    void renewKeepsTheValuesUnderANewId() {
        String old = login();
        String fresh = cookie(call(old, conn -> ok(Session.put(Session.renew(conn), "more", "8"))));
        assertThat(fresh).isNotEqualTo(old);
        assertThat(call(old, SessionTest::ok).text()).isEqualTo("{}");
        assertThat(call(fresh, conn -> ok(Session.delete(conn, "more"))).text()).isEqualTo("{user=7}");
    }

    @Test
    void dropForgetsTheSessionAndItsCookie() {
        String old = login();
        TestConn dropped = call(old, conn -> ok(Session.put(Session.drop(conn), "user", "8")));
        assertThat(dropped.header("set-cookie")).startsWith("session=;").contains("max-age=0");
        assertThat(call(old, SessionTest::ok).text()).isEqualTo("{}");
        assertThat(memory.size()).isZero();
        assertThat(call("", conn -> ok(Session.drop(conn))).header("set-cookie")).isEmpty();
    }

    @Test
    void ignoreForgetsTheChanges() {
        String cookie = login();
        TestConn ignored = call(cookie, conn -> ok(Session.clear(Session.ignore(conn))));
        assertThat(ignored.text()).isEqualTo("{}");
        assertThat(ignored.header("set-cookie")).isEmpty();
        assertThat(call(cookie, SessionTest::ok).text()).isEqualTo("{user=7}");
    }

    @Test
    void aRequestThatFailsChangesNothing() {
        String cookie = login();
        TestConn failed = call(cookie, conn -> {
            Session.clear(conn);
            throw new io.pastelli.http.HttpException(409, "no");
        });
        assertThat(failed.status()).isEqualTo(409);
        assertThat(call(cookie, SessionTest::ok).text()).isEqualTo("{user=7}");
    }

    @Test
    void aLogoutIsNotUndoneByARequestThatWasUnderWay() {
        String cookie = login();
        TestConn late = call(cookie, conn -> {
            Conn changed = Session.put(conn, "a", "1");
            call(cookie, other -> ok(Session.drop(other))).status();
            return ok(changed);
        });
        assertThat(late.header("set-cookie")).isEmpty();
        assertThat(call(cookie, SessionTest::ok).text()).isEqualTo("{}");
    }

    @Test
    void changesAfterTheResponseAreRefused() {
        call("", conn -> {
            Conn sent = ok(conn);
            Assertions.assertThatThrownBy(() -> Session.put(sent, "a", "1"))
                    .isInstanceOf(AlreadySentException.class);
            return sent;
        }).status();
    }

    @Test
    void withoutThePlugTheErrorSaysWhatToDo() {
        TestConn.get("/").call(conn -> {
            assertThatIllegalStateException().isThrownBy(() -> Session.get(conn, "a"))
                    .withMessageContaining("Session.plug");
            return conn.sendResp(204, "");
        }).status();
    }

    @Test
    void aSessionExpiresAfterItsLastUse() {
        String cookie = login();
        now = now.plus(Duration.ofMinutes(29));
        assertThat(call(cookie, SessionTest::ok).text()).isEqualTo("{user=7}");
        now = now.plus(Duration.ofMinutes(29));
        assertThat(call(cookie, SessionTest::ok).text()).isEqualTo("{user=7}");
        now = now.plus(Duration.ofMinutes(30));
        assertThat(call(cookie, SessionTest::ok).text()).isEqualTo("{}");
        assertThat(memory.size()).isZero();
    }

    @Test
    void theLeastUsedSessionGoesWhenThereAreTooMany() {
        String first = login();
        String second = login();
        login();
        call(first, SessionTest::ok).text();
        login();
        assertThat(memory.size()).isEqualTo(3);
        assertThat(call(first, SessionTest::ok).text()).isEqualTo("{user=7}");
        assertThat(call(second, SessionTest::ok).text()).isEqualTo("{}");
    }

    @Test
    void aCookieHoldsASessionThatNobodyCanChange() {
        for (CookieStore store : List.of(CookieStore.signed(), CookieStore.sealed())) {
            String cookie = cookie(call(store, "", conn -> ok(Session.put(conn, "ü\"", "\n;€"))));
            assertThat(call(store, cookie, SessionTest::ok).text()).isEqualTo("{ü\"=\n;€}");
            char last = cookie.charAt(cookie.length() - 2);
            String forged = cookie.substring(0, cookie.length() - 2) + (last == 'A' ? 'B' : 'A') + "A";
            assertThat(call(store, forged, SessionTest::ok).text()).isEqualTo("{}");
            assertThat(call(store.withPurpose("other"), cookie, SessionTest::ok).text()).isEqualTo("{}");
            now = now.plus(Duration.ofDays(1));
            assertThat(call(store, cookie, SessionTest::ok).text()).isEqualTo("{}");
        }
    }

    @Test
    void aCookieOfAnOlderSecretStillOpens() {
        CookieStore store = CookieStore.sealed();
        String cookie = cookie(call(store, "", conn -> ok(Session.put(conn, "a", "1"))));
        var rotated = new Vault(Secrets.of("n".repeat(64), "s".repeat(64)), () -> now);
        assertThat(call(store, cookie, Plug.pipeline(conn -> conn.putVault(rotated), SessionTest::ok)).text())
                .isEqualTo("{a=1}");
    }

    @Test
    void aSessionThatDoesNotFitItsCookieIsAnErrorThatSaysSo() {
        var told = new String[1];
        Plug big = conn -> {
            Conn changed = Session.put(conn, "a", "x".repeat(3000));
            try {
                return ok(changed);
            } catch (IllegalStateException e) {
                told[0] = String.valueOf(e.getMessage());
                return Session.delete(changed, "a").sendResp(500, "too large");
            }
        };
        assertThat(call(CookieStore.sealed(), "", big).status()).isEqualTo(500);
        assertThat(told[0]).contains("4096").contains("MemoryStore");
        assertThat(
                call(CookieStore.sealed(), "", conn -> ok(Session.put(conn, "a", "x".repeat(2800)))).status())
                .isEqualTo(200);
    }

    @Test
    void aStoreThatFailsFailsTheRequestInsteadOfLosingTheSession() {
        var broken = new SessionStore() {
            @Override
            public Optional<Map<String, String>> get(Conn conn, String cookie) {
                return Optional.empty();
            }

            @Override
            public Optional<String> put(Conn conn, Optional<String> cookie, Map<String, String> values) {
                throw new IllegalStateException("the store is down");
            }

            @Override
            public void delete(Conn conn, String cookie) {}
        };
        TestConn failed = call(broken, "", conn -> ok(Session.put(conn, "a", "1")));
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.header("set-cookie")).isEmpty();
    }

    @Test
    void aTestBeginsWithTheSessionItWants() {
        Plug init = conn -> Session.init(conn, Map.of("user", "7"));
        assertThat(TestConn.get("/").call(Plug.pipeline(init, SessionTest::ok)).text()).isEqualTo("{user=7}");
        assertThat(TestConn.get("/").call(Plug.pipeline(init, Session.plug(memory), SessionTest::ok)).text())
                .isEqualTo("{user=7}");
        assertThat(
                call(login(), Plug.pipeline(conn -> Session.init(conn, Map.of("user", "8")), SessionTest::ok))
                        .text())
                .isEqualTo("{user=8}");
    }

    @Test
    void optionsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Session.Options.of(memory).withCookie("no good"));
        Plug app = Plug.pipeline(Session.plug(Session.Options.of(memory).withCookie("sid")
                .withAttributes(CookieOptions.DEFAULT.withMaxAge(Duration.ofHours(1)))),
                conn -> ok(Session.put(conn, "a", "1")));
        assertThat(TestConn.get("/").call(app).header("set-cookie")).startsWith("sid=")
                .contains("max-age=3600");
    }
}
