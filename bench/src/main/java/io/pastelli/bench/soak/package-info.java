/** A server under churn for a long time: does anything grow? */
@NullMarked
package io.pastelli.bench.soak;

import org.jspecify.annotations.NullMarked;
