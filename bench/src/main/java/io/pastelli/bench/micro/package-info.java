/** Benchmarks of single operations, for JMH. */
@NullMarked
package io.pastelli.bench.micro;

import org.jspecify.annotations.NullMarked;
