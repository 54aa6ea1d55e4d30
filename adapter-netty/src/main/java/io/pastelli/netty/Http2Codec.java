package io.pastelli.netty;

import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;
import io.pastelli.adapter.Limits;
import io.pastelli.adapter.Settings;

/** Builds Netty's codec of HTTP/2 frames with our limits, and our gate between its reader and its decoder. */
final class Http2Codec extends Http2FrameCodecBuilder {
    private static final int SMALLEST_HEADER_LIST = 64 * 1024;
    private static final int FIELD = 32; // what a field counts beside its text, RFC 9113 section 6.5.2
    private static final int SMALL_CONTINUATIONS = 16;

    private Http2Codec(Settings settings, Http2FrameGate gate, DefaultHttp2Connection connection) {
        Http2Settings ours = new Http2Settings().maxConcurrentStreams(settings.http2().streams())
                .maxHeaderListSize(headerList(settings.limits())).connectProtocolEnabled(true);
        initialSettings(ours);
        decoupleCloseAndGoAway(true);
        decoderEnforceMaxConsecutiveEmptyDataFrames(0); // the gate counts them, and resets
        decoderEnforceMaxRstFramesPerWindow(0, 0);
        var reader = new DefaultHttp2FrameReader(
                new DefaultHttp2HeadersDecoder(true, headerList(settings.limits())),
                SMALL_CONTINUATIONS);
        var encoder = new DefaultHttp2ConnectionEncoder(connection,
                gate.before(new DefaultHttp2FrameWriter(Http2HeadersEncoder.NEVER_SENSITIVE, true)) // the client's limit is advice only
        );
        codec(new DefaultHttp2ConnectionDecoder(connection, encoder, gate.before(reader),
                Http2PromisedRequestVerifier.ALWAYS_VERIFY, true, true, true, true), encoder);
    }

    /** Returns the codec of one connection. */
    static Http2FrameCodec of(Settings settings, Http2FrameGate gate, DefaultHttp2Connection connection) {
        return new Http2Codec(settings, gate, connection).build();
    }

    /** What is over our limits but below this gets an answer; what is above ends the connection. */
    private static long headerList(Limits limits) {
        long ours = limits.requestLine() + limits.headers() + (long) FIELD * limits.headerCount();
        return Math.max(SMALLEST_HEADER_LIST, 2 * ours);
    }
}
