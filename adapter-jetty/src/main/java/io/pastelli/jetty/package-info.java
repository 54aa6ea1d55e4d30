/** Pastelli on Jetty. */
@NullMarked
package io.pastelli.jetty;

import org.jspecify.annotations.NullMarked;
