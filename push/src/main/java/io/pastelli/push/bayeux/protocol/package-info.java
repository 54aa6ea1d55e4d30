/** What a server does with each kind of message. */
@NullMarked
package io.pastelli.push.bayeux.protocol;

import org.jspecify.annotations.NullMarked;
