/** A small Bayeux client. */
@NullMarked
package io.pastelli.push.bayeux.client;

import org.jspecify.annotations.NullMarked;
