/** Owners: who a request belongs to, what is linked to it, and how it ended. */
@NullMarked
package io.pastelli.owner;

import org.jspecify.annotations.NullMarked;
