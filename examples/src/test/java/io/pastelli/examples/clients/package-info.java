/** Bayeux's real clients in a real browser. */
@NullMarked
package io.pastelli.examples.clients;

import org.jspecify.annotations.NullMarked;
