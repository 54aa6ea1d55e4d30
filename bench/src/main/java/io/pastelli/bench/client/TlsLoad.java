package io.pastelli.bench.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.Locale;
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
                response = new byte[first(in)];
            } else if (in.readNBytes(response, 0, response.length) < response.length) {
                throw new IOException("the server closed a connection");
            }
        }

        /** Reads the first response and returns its size. */
        private static int first(InputStream in) throws IOException {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("the server closed a connection after: " + head);
                }
                head.append((char) next);
            }
            String text = head.toString().toLowerCase(Locale.ROOT);
            int length = text.indexOf("content-length: ");
            if (text.charAt(9) != '2' || length < 0) {
                throw new IOException("not a 2xx with a content-length: " + head);
            }
            int body = Integer.parseInt(text.substring(length + 16, text.indexOf('\r', length)).trim());
            in.skipNBytes(body);
            return text.getBytes(ISO_8859_1).length + body;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
