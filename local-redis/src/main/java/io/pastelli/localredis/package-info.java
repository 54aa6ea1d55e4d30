/** A Redis of one's own, for tests and benchmarks. */
@NullMarked
package io.pastelli.localredis;

import org.jspecify.annotations.NullMarked;
