/** A browser for tests. */
@NullMarked
package io.pastelli.examples.browser;

import org.jspecify.annotations.NullMarked;
