package io.pastelli.examples.web;

import io.pastelli.conn.Conn;

/** What an example does with the pages that are open. */
public interface Visitors {
    /** A page has been opened; {@code conn} is the request it was opened with. */
    void joined(String key, Conn conn);

    /** A page is closed; told once. */
    void left(String key);

    /**
     * A page asks for something over its WebSocket; over event streams pages POST.
     *
     * @param to what it would post to, relative: {@code slides/3}
     * @param body what it would post
     * @throws io.pastelli.http.HttpException with the sentence to show when it is refused
     */
    void asked(String key, String to, String body);
}
