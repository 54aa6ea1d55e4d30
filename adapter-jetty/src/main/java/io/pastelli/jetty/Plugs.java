package io.pastelli.jetty;

import java.nio.channels.ClosedChannelException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands each request to the core, on the thread that read its head. */
final class Plugs extends Handler.Abstract.NonBlocking {
    private final Context context;

    Plugs(Context context) {
        this.context = context;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Http1Connection connection = (Http1Connection) request.getConnectionMetaData().getConnection();
        if (!connection.getEndPoint().isOpen()) {
            callback.failed(new ClosedChannelException()); // a pipelined request whose client is gone
            return true;
        }
        var exchange = new Http1Exchange(context, connection, request, callback);
        connection.exchange(exchange);
        context.receiver().receive(exchange);
        return true;
    }
}
