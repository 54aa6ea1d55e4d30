/** Fuzz tests of what clients of a Bayeux server send. */
@NullMarked
package io.pastelli.push;

import org.jspecify.annotations.NullMarked;
