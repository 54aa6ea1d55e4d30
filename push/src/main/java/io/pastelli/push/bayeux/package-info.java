/** A Bayeux server: publish and subscribe for the clients of Faye and CometD. */
@NullMarked
package io.pastelli.push.bayeux;

import org.jspecify.annotations.NullMarked;
