/** The router: which plug answers which request. */
@NullMarked
package io.pastelli.router;

import org.jspecify.annotations.NullMarked;
