/**
 * An HTTP/2 client that does what no good client does: any frame in any order, floods, stalls, resets; and a wire that
 * carries HTTP/1.1 text over HTTP/2, so that one case serves both.
 */
@NullMarked
package io.pastelli.testkit.http2;

import org.jspecify.annotations.NullMarked;
