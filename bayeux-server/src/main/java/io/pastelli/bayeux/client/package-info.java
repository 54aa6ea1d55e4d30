/** Commands that subscribe and publish, for scripts. */
@NullMarked
package io.pastelli.bayeux.client;

import org.jspecify.annotations.NullMarked;
