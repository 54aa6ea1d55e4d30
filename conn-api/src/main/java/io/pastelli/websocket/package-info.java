/** WebSockets (RFC 6455): what handlers see, and the protocol itself, on whatever carries the bytes. */
@NullMarked
package io.pastelli.websocket;

import org.jspecify.annotations.NullMarked;
