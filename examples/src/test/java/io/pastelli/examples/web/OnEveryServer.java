package io.pastelli.examples.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs a test once on each server in plain text and once over TLS, each over event streams and over WebSockets; the
 * test takes what {@link Served#on} does, and a {@link Transport}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0} {1}")
@CsvSource({"jetty, SSE", "undertow, SSE", "netty, SSE", "jetty, WEBSOCKET", "undertow, WEBSOCKET",
        "netty, WEBSOCKET", "jetty https, SSE", "undertow https, SSE", "netty https, SSE",
        "jetty https, WEBSOCKET", "undertow https, WEBSOCKET", "netty https, WEBSOCKET"})
public @interface OnEveryServer {
}
