@NullMarked
package io.pastelli.bench.latency;

import org.jspecify.annotations.NullMarked;
