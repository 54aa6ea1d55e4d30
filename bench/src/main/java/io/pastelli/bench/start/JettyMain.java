package io.pastelli.bench.start;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/** Bare Jetty: {@code JettyMain port}. */
public final class JettyMain extends Handler.Abstract.NonBlocking {
    private JettyMain() {}

    /** Serves until the process is ended. */
    public static void main(String[] args) throws Exception {
        var server = new Server(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])));
        server.setHandler(new JettyMain());
        server.start();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 5);
        response.write(true, ByteBuffer.wrap(new byte[]{'h', 'e', 'l', 'l', 'o'}), callback);
        return true;
    }
}
