/** JSON bodies, read and written with Jackson. */
@NullMarked
package io.pastelli.json;

import org.jspecify.annotations.NullMarked;
