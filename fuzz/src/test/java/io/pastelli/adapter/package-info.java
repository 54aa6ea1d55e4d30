/** Fuzz tests of {@code io.pastelli.adapter}, in its package to reach its parsers. */
@NullMarked
package io.pastelli.adapter;

import org.jspecify.annotations.NullMarked;
