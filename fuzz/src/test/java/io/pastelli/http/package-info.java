/** Fuzz tests of {@code io.pastelli.http}, in its package to reach its parsers. */
@NullMarked
package io.pastelli.http;

import org.jspecify.annotations.NullMarked;
