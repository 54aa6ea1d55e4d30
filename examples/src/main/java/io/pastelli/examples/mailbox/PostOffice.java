package io.pastelli.examples.mailbox;

import io.pastelli.conn.Plug;
import io.pastelli.examples.web.Assets;
import io.pastelli.push.mailbox.Access;
import io.pastelli.push.mailbox.Mailboxes;
import io.pastelli.push.mailbox.store.MailboxLimits;
import io.pastelli.router.Router;

/**
 * Mailboxes for everybody: a page shows what comes into the one it names, and any program may send and fetch:
 * {@code curl http://localhost:4001/box/foobar} waits, {@code curl -d hello http://localhost:4001/box/foobar} sends.
 */
public final class PostOffice {
    private static final MailboxLimits SMALL = MailboxLimits.DEFAULT.withMessages(100, 64 << 10)
            .withMessageBytes(4 << 10).withNames(1000);

    private PostOffice() {}

    /** Makes the program with empty mailboxes. */
    public static Plug plug() {
        return plug(Mailboxes.create(options -> options.withLimits(SMALL)));
    }

    static Plug plug(Mailboxes boxes) {
        var assets = Assets.of(PostOffice.class, "mailbox.html", "mailbox.css", "mailbox.js");
        return Router.of(r -> {
            r.get("/", assets.page("mailbox.html"));
            r.get("/assets/:file", assets.files());
            r.forward("/box", boxes.plug(Access.open(), options -> options.withPublish(true)));
        });
    }
}
