/** The first program of the README. */
@NullMarked
package io.pastelli.examples.hello;

import org.jspecify.annotations.NullMarked;
