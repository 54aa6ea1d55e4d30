/** Fuzz tests of {@code io.pastelli.conn}, in its package to reach its parsers. */
@NullMarked
package io.pastelli.conn;

import org.jspecify.annotations.NullMarked;
