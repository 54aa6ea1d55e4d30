/** What keeps a response open, and who is listening. */
@NullMarked
package io.pastelli.push;

import org.jspecify.annotations.NullMarked;
