/** What the pages of the examples share: files from the class path, and who may post. */
@NullMarked
package io.pastelli.examples.web;

import org.jspecify.annotations.NullMarked;
