/** What a server that speaks TLS is started with, and what it knows of a connection. */
@NullMarked
package io.pastelli.tls;

import org.jspecify.annotations.NullMarked;
