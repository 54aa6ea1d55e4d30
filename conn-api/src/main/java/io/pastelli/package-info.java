/** The front door: {@link io.pastelli.Pastelli} serves a plug, {@link io.pastelli.Server} is what runs. */
@NullMarked
package io.pastelli;

import org.jspecify.annotations.NullMarked;
