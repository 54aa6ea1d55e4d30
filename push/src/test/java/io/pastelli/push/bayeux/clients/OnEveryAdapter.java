package io.pastelli.push.bayeux.clients;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of a test with a client that has two transports, side by side: they mostly wait. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@CsvSource({"jetty, websocket", "jetty, long-polling", "undertow, websocket", "undertow, long-polling",
        "netty, websocket", "netty, long-polling"})
@interface OnEveryAdapter {
}
