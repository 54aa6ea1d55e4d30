/** Fuzz tests of {@code io.pastelli.plugs}, in its package to reach its parsers. */
@NullMarked
package io.pastelli.plugs;

import org.jspecify.annotations.NullMarked;
