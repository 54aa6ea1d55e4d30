/** A board of notes that several pages write on at once, over Bayeux. */
@NullMarked
package io.pastelli.examples.board;

import org.jspecify.annotations.NullMarked;
