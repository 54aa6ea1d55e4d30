/** How messages travel: long-polling, cross-origin, callback-polling, eventsource. */
@NullMarked
package io.pastelli.push.bayeux.transport;

import org.jspecify.annotations.NullMarked;
