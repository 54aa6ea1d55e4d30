/** {@link io.pastelli.conn.Conn}, the immutable value that plugs take and return, and {@link io.pastelli.conn.Plug}. */
@NullMarked
package io.pastelli.conn;

import org.jspecify.annotations.NullMarked;
