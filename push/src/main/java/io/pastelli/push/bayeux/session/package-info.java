/** Clients on this node: what is held for them and how messages reach them. */
@NullMarked
package io.pastelli.push.bayeux.session;

import org.jspecify.annotations.NullMarked;
