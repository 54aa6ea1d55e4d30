/** Tests of plugs without a server, and the contract suite of the adapters. */
@NullMarked
package io.pastelli.testkit;

import org.jspecify.annotations.NullMarked;
