/** The Bayeux server that stands alone. */
@NullMarked
package io.pastelli.bayeux.server;

import org.jspecify.annotations.NullMarked;
