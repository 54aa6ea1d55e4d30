/** Tests of the Jetty adapter over real sockets. */
@NullMarked
package io.pastelli.jetty;

import org.jspecify.annotations.NullMarked;
