package io.pastelli.jetty;

import io.pastelli.adapter.Limits;
import io.pastelli.http.Headers;
import java.util.Arrays;
import org.eclipse.jetty.http.HostPortHttpField;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * A request head as it was sent, collected field by field and held against the limits.
 *
 * <p>
 * <b>Threading:</b> belongs to the parser until the request is handed over; then it does not change.
 */
final class RequestHead {
    private final String method;
    private final String target;
    private final HttpVersion version;
    private final Limits limits;
    private String[] flat = new String[8];
    private int size;
    private int bytes;
    private boolean expects;
    private boolean close;
    private boolean keepAlive;
    private boolean hostBlank;
    private long length;
    private @Nullable Headers headers;

    RequestHead(String method, String target, HttpVersion version, Limits limits) {
        this.method = method;
        this.target = target;
        this.version = version;
        this.limits = limits;
    }

    /**
     * Checks the request line.
     *
     * @throws HttpException.RuntimeException 414 or 505
     */
    void checkLine() {
        if (version != HttpVersion.HTTP_1_1 && version != HttpVersion.HTTP_1_0) {
            throw new HttpException.RuntimeException(HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505);
        }
        if (method.length() + target.length() + version.asString().length() + 4 > limits.requestLine()) {
            throw new HttpException.RuntimeException(HttpStatus.URI_TOO_LONG_414);
        }
    }

    /**
     * Checks the host, once all fields are here.
     *
     * @throws HttpException.RuntimeException 400
     */
    void checkHost() {
        if (hostBlank) {
            throw new HttpException.RuntimeException(HttpStatus.BAD_REQUEST_400, "Blank Host");
        }
    }

    /**
     * Adds a field.
     *
     * @throws HttpException.RuntimeException 431
     */
    void add(HttpField field) {
        String name = field.getName();
        String value = field.getValue() == null ? "" : field.getValue();
        bytes += name.length() + value.length() + 4;
        if (bytes > limits.headers() || size / 2 >= limits.headerCount()) {
            throw new HttpException.RuntimeException(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431);
        }
        if (size == flat.length) {
            flat = Arrays.copyOf(flat, 2 * size);
        }
        flat[size++] = name;
        flat[size++] = value;
        HttpHeader known = field.getHeader();
        if (known != null) {
            note(known, field, value);
        }
    }

    private void note(HttpHeader known, HttpField field, String value) {
        switch (known) {
            case HOST -> hostBlank = field instanceof HostPortHttpField host
                    ? host.getHost() == null || host.getHost().isBlank()
                    : value.isBlank();
            case CONNECTION -> {
                close |= field.contains(HttpHeaderValue.CLOSE.asString());
                keepAlive |= field.contains(HttpHeaderValue.KEEP_ALIVE.asString());
            }
            case EXPECT -> expects |= value.equalsIgnoreCase("100-continue") && !http10();
            case TRANSFER_ENCODING -> length = -1;
            case CONTENT_LENGTH -> length = length < 0 ? -1 : Long.parseLong(value);
            default -> {
            }
        }
    }

    String method() {
        return method;
    }

    String target() {
        return target;
    }

    String protocol() {
        return version.asString();
    }

    boolean http10() {
        return version == HttpVersion.HTTP_1_0;
    }

    /** Tells whether the client wants to go on with this connection after the response. */
    boolean persistent() {
        return !close && (!http10() || keepAlive);
    }

    /** Tells whether the client waits for 100 before it sends the body. */
    boolean expectsContinue() {
        return expects && length != 0;
    }

    /** Returns the declared length, 0 for no body, −1 for chunks. */
    long length() {
        return length;
    }

    Headers headers() {
        Headers made = headers;
        if (made == null) {
            made = Headers.received(size == flat.length ? flat : Arrays.copyOf(flat, size));
            headers = made;
        }
        return made;
    }
}
