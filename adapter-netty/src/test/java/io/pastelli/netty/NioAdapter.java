package io.pastelli.netty;

import io.pastelli.adapter.Adapter;
import io.pastelli.adapter.Listener;
import io.pastelli.adapter.Receiver;
import io.pastelli.adapter.Settings;
import java.io.IOException;

/** Netty without its native transport, under a name of its own. */
public final class NioAdapter implements Adapter {
    @Override
    public String name() {
        return "netty-nio";
    }

    @Override
    public Listener listen(Settings settings, Receiver receiver) throws IOException {
        return Io.NIO.adapter().listen(settings, receiver);
    }
}
