/**
 * Reads requests of HTTP/1 from bytes, strictly (RFC 9112), and puts the lines of responses into bytes: for adapters whose
 * server would do so in another way or at another time. Nothing here touches a socket.
 */
@NullMarked
package io.pastelli.adapter.http1;

import org.jspecify.annotations.NullMarked;
