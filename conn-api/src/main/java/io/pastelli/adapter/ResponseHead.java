package io.pastelli.adapter;

import io.pastelli.http.Headers;

/**
 * The head of a response, complete but for the connection's own fields ({@code connection},
 * {@code transfer-encoding}), which are the adapter's.
 *
 * @param status the status, 200 to 999
 * @param headers the fields, checked
 * @param framing how the body ends
 */
public record ResponseHead(int status, Headers headers, Framing framing) {}
