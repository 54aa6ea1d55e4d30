/** Benchmarks of Pastelli against the bare servers. */
@NullMarked
package io.pastelli.bench;

import org.jspecify.annotations.NullMarked;
