package io.pastelli.bench.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A closed loop over keep-alive connections with TLS. */
final class TlsLoad {
    private final int port;
    private final byte[] request;
    private final SSLContext context = AnyServer.context();

    TlsLoad(int port, byte[] request) {
        this.port = port;
        this.request = request;
    }

    /** Returns what {@link Tally#run} does. */
    String run(int connections, int millis) throws IOException, InterruptedException {
        return new Tally().run(connections, millis, Connection::new);
    }

    /** One connection. All its responses have the same size, so only the first one is parsed. */
    private final class Connection implements Tally.Client {
        private final SSLSocket socket;
        private byte[] response = new byte[0];

        Connection() throws IOException {
            socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(),
                    port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            socket.startHandshake();
        }

        @Override
        public void ask() throws IOException {
            socket.getOutputStream().write(request);
            InputStream in = socket.getInputStream();
            if (response.length == 0) {
                response = new byte[Response.read(in).size()];
            } else if (in.readNBytes(response, 0, response.length) < response.length) {
                throw new IOException("the server closed a connection");
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
