/** Bayeux as programs: a server that stands alone, and clients for scripts. */
@NullMarked
package io.pastelli.bayeux;

import org.jspecify.annotations.NullMarked;
