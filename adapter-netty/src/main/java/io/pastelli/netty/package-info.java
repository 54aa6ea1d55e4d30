/** Pastelli on Netty. */
@NullMarked
package io.pastelli.netty;

import org.jspecify.annotations.NullMarked;
