/** The vocabulary of RFC 9110 that every other package speaks: fields, status, bytes, errors. */
@NullMarked
package io.pastelli.http;

import org.jspecify.annotations.NullMarked;
