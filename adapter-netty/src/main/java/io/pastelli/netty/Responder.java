package io.pastelli.netty;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.FilePart;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import java.nio.ByteBuffer;

/**
 * What an exchange asks of the protocol it came by.
 *
 * <p>
 * <b>Threading:</b> the event loop of the channel, all of it.
 */
interface Responder {
    /** Begins the response; see {@link io.pastelli.adapter.Exchange#begin}. */
    void begin(ResponseHead head, ByteBuffer first, boolean last, Completion completion);

    /** Goes on with it; see {@link io.pastelli.adapter.Exchange#write}. */
    void write(ByteBuffer bytes, boolean last, Completion completion);

    /** Answers with a file, which goes over; see {@link io.pastelli.adapter.Exchange#transfer}. */
    default void transfer(ResponseHead head, FilePart part, Completion completion) {
        throw new UnsupportedOperationException("HTTP/2 frames what it sends");
    }

    /** Says something before the response, unless that has begun. */
    void inform(int status, Headers headers);

    /** Says {@code 100 Continue}, unless the answer or the body has come meanwhile (RFC 9110 section 10.1.1). */
    void sayContinue();

    /** Breaks the response off. */
    void cut();

    /** Ends the connection after this response, where the protocol has one exchange at a time. */
    void closeAfter();

    /** Goes on reading: the queue of the body has room again. */
    void bodyHasRoom();
}
