/** Plain blocking clients that do what browsers do not: close in every way, stall, send garbage, read byte by byte. */
@NullMarked
package io.pastelli.testkit.client;

import org.jspecify.annotations.NullMarked;
