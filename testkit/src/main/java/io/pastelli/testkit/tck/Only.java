package io.pastelli.testkit.tck;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a case makes sense on some protocols only: of a contract all its cases, of a method one, of an argument
 * those that have it. On the others it is not run, and the table says "n/a".
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD})
@interface Only {
    /** Returns where it is run. */
    Kind on();

    /** Returns why it makes no sense elsewhere. */
    String why();

    /** Some of the protocols. */
    enum Kind {
        /** HTTP/1.x, over TLS or not. */
        HTTP_1 {
            @Override
            boolean has(Protocol protocol) {
                return !protocol.isHttp2();
            }
        },
        /** HTTP/2, over TLS or not. */
        HTTP_2 {
            @Override
            boolean has(Protocol protocol) {
                return protocol.isHttp2();
            }
        },
        /** Every version over TLS. */
        TLS {
            @Override
            boolean has(Protocol protocol) {
                return protocol.isTls();
            }
        };

        abstract boolean has(Protocol protocol);
    }
}
