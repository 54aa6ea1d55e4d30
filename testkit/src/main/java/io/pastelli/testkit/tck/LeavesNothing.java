package io.pastelli.testkit.tck;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a case, or each case of a contract, sends what a server should shrug off: when the clients have closed, no
 * socket, exchange, thread or buffer may be left of them, and nothing may have been logged above DEBUG; {@link Leftovers}
 * counts.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface LeavesNothing {
}
