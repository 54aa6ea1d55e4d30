/**
 * Reads requests of HTTP/1 from bytes, strictly (RFC 9112): for adapters whose server would read them in another way or
 * at another time. Nothing here reads from a socket.
 */
@NullMarked
package io.pastelli.adapter.http1;

import org.jspecify.annotations.NullMarked;
