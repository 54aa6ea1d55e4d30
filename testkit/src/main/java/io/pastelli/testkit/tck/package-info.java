/**
 * The contract suite: what every adapter does on the wire, asserted with raw sockets. An adapter's test extends
 * {@link io.pastelli.testkit.tck.AdapterContract} in one line.
 */
@NullMarked
package io.pastelli.testkit.tck;

import org.jspecify.annotations.NullMarked;
