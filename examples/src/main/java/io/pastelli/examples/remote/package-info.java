/** Slides in one tab, their controller on a phone: both follow over server-sent events. */
@NullMarked
package io.pastelli.examples.remote;

import org.jspecify.annotations.NullMarked;
