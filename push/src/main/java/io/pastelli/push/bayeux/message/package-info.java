/** Bayeux messages as records, and how they are read and written. */
@NullMarked
package io.pastelli.push.bayeux.message;

import org.jspecify.annotations.NullMarked;
