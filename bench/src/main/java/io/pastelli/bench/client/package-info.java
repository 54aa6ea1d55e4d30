/** The load generator, in a JVM of its own. */
@NullMarked
package io.pastelli.bench.client;

import org.jspecify.annotations.NullMarked;
