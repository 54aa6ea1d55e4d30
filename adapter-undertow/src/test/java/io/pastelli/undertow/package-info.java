/** What is special to Undertow, over real sockets. */
@NullMarked
package io.pastelli.undertow;

import org.jspecify.annotations.NullMarked;
