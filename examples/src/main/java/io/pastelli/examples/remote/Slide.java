package io.pastelli.examples.remote;

import java.util.List;

/**
 * One slide.
 *
 * @param title a few words
 * @param text a sentence or two
 * @param code some lines of code, may be empty
 */
record Slide(String title, String text, String code) {
    /** The talk. */
    static final List<Slide> ALL = List.of(
            new Slide("Hold the line",
                    "Responses that stay open, and a server that notices when you hang up.", ""),
            new Slide("One value, one function",
                    "A plug takes a Conn and returns a Conn. That is the whole idea.",
                    "Plug app = conn -> conn.sendResp(200, \"hello\");"),
            new Slide("The plug returns, the stream lives",
                    "Any thread may write to it later, in order, without waiting for its turn in a callback.",
                    """
                            var stream = conn
                                .putRespContentType("text/event-stream")
                                .sendChunked(200);
                            return stream;"""),
            new Slide("Told when you leave",
                    "Close this tab: every other screen drops it from its list at once. Nobody had to write first.",
                    "stream.owner().link(exit -> room.leave(id, exit));"),
            new Slide("Any server underneath", "Jetty, Undertow or Netty. Swap the dependency, not the code.",
                    "./pastelli run remote --adapter jetty"),
            new Slide("Your turn", "Take a phone, open the controller, and move these slides.", ""));
}
