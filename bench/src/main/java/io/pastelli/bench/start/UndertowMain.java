package io.pastelli.bench.start;

import io.undertow.Undertow;

/** Bare Undertow: {@code UndertowMain port}. */
public final class UndertowMain {
    private UndertowMain() {}

    /** Serves until the process is ended. */
    public static void main(String[] args) {
        Undertow.builder().addHttpListener(Integer.parseInt(args[0]), "127.0.0.1")
                .setHandler(exchange -> exchange.getResponseSender().send("hello")).build().start();
    }
}
