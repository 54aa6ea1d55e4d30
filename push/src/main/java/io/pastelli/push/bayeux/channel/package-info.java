/** Channel names, patterns and what they match. */
@NullMarked
package io.pastelli.push.bayeux.channel;

import org.jspecify.annotations.NullMarked;
