package io.pastelli.jetty;

import io.pastelli.adapter.Http2;
import io.pastelli.adapter.Limits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.SettingsFrame;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RateControl;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;

/**
 * Makes Jetty's HTTP/2 connections, whose streams go straight to us.
 *
 * <p>
 * A stream may send 64 KiB that nobody has read; the window of the connection has room for that of every stream, so that
 * one whose body is not read never holds up another's.
 */
final class Http2Factory extends AbstractHTTP2ServerConnectionFactory implements ConnectionFactory.Detecting {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    private static final int WINDOW = 64 * 1024;
    private static final int MOST_WINDOWS = 1024;
    private static final int RESPONSE_HEAD = 32 * 1024; // Jetty takes a buffer of this size for each; larger as needed

    private final Context context;

    /** Makes a factory for {@code protocol}: {@code h2} or {@code h2c}. */
    Http2Factory(Context context, String protocol) {
        super(configuration(context.settings().limits()), protocol);
        this.context = context;
        Http2 options = context.settings().http2();
        setMaxConcurrentStreams(options.streams());
        setInitialStreamRecvWindow(WINDOW);
        setInitialSessionRecvWindow(WINDOW * Math.min(options.streams(), MOST_WINDOWS));
        setStreamIdleTimeout(-1); // an idle stream is no error
        setRateControlFactory(new RateControl.Factory() {
            @Override
            public RateControl newRateControl(EndPoint endPoint) {
                return new Calm(options, Http1Factory.bottom(endPoint).progress());
            }
        });
    }

    @Override
    public Detection detect(ByteBuffer buffer) {
        int most = Math.min(buffer.remaining(), PREFACE.length);
        for (int i = 0; i < most; i++) {
            if (buffer.get(buffer.position() + i) != PREFACE[i]) {
                return Detection.NOT_RECOGNIZED;
            }
        }
        return most == PREFACE.length ? Detection.RECOGNIZED : Detection.NEED_MORE_BYTES;
    }

    @Override
    protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
        return new Http2Session(context, endPoint, Http1Factory.bottom(endPoint), settings());
    }

    /** What the parser takes is more than what is served, so that a head that is too large gets an answer. */
    private Map<Integer, Integer> settings() {
        var settings = new HashMap<>(newSettings());
        settings.remove(SettingsFrame.MAX_HEADER_LIST_SIZE);
        return settings;
    }

    private static HttpConfiguration configuration(Limits limits) {
        var configuration = new HttpConfiguration();
        configuration.setRequestHeaderSize(
                64 * 1024 + limits.requestLine() + limits.headers() + 32 * limits.headerCount());
        configuration.setResponseHeaderSize(RESPONSE_HEAD);
        return configuration;
    }
}
