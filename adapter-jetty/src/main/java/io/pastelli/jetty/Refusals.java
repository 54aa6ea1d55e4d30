package io.pastelli.jetty;

import io.pastelli.adapter.Refusal;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;

/** Says in our words what Jetty's parser refuses. */
final class Refusals {
    private Refusals() {}

    static Refusal of(HttpException failure) {
        return switch (failure.getCode()) {
            case HttpStatus.URI_TOO_LONG_414 -> Refusal.REQUEST_LINE;
            case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 -> Refusal.HEADERS;
            case HttpStatus.REQUEST_TIMEOUT_408 -> Refusal.LATE;
            case HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 ->
                "HTTP/0.9 not supported".equals(failure.getReason()) ? Refusal.MALFORMED : Refusal.VERSION;
            case HttpStatus.UPGRADE_REQUIRED_426 ->
                Refusal.VERSION;
            default -> Refusal.MALFORMED;
        };
    }
}
