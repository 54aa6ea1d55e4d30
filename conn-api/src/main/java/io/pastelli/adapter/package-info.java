/** The SPI of a server adapter: it moves bytes and tells of ends; everything else is decided above it. */
@NullMarked
package io.pastelli.adapter;

import org.jspecify.annotations.NullMarked;
