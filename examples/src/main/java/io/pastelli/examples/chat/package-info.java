/** A room over server-sent events with a list of who is present. */
@NullMarked
package io.pastelli.examples.chat;

import org.jspecify.annotations.NullMarked;
