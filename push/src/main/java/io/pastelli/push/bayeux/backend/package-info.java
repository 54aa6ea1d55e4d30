/** Where sessions, subscriptions and queues are kept: the interface, and the one in memory. */
@NullMarked
package io.pastelli.push.bayeux.backend;

import org.jspecify.annotations.NullMarked;
