/** The programs that are measured, each in a JVM of its own. */
@NullMarked
package io.pastelli.bench.server;

import org.jspecify.annotations.NullMarked;
